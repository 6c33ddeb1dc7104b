package org.tombolo.wire.run;

/// How large a command's terminal is now.
public record ResizeExec(int columns, int rows) {}

package org.tombolo.wire.run;

/// Up to where a command's input was taken.
public record ExecTaken(long next) {}

package org.tombolo.wire.run;

/// A command that was started.
///
/// @param attempt that it runs in: `RUN/JOB/INDEX/TRY`
public record ExecStarted(String exec, String attempt) {}

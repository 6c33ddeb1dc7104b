package org.tombolo.wire.run;

import java.util.List;
import java.util.Optional;

/// A command to run inside of work that runs.
///
/// @param exec    drawn by the client; the same id is the same command
/// @param job     may be left out where the run has one
/// @param index   of its task; may be left out where it has one
/// @param command empty: a shell
public record StartExec(
        String exec, Optional<String> job, Optional<Integer> index, List<String> command, Optional<Terminal> terminal) {
    public StartExec {
        command = List.copyOf(command);
    }

    /// @param type what `TERM` says
    public record Terminal(String type, int columns, int rows) {}
}

package org.tombolo.model.work;

import java.util.List;
import java.util.Optional;

/// A command to run beside what an attempt runs: in its view of the machine, its environment, its limits.
///
/// @param id      drawn by whoever asks; the same id is the same command
/// @param command empty: a shell
public record ExecOrder(String id, List<String> command, Optional<Terminal> terminal) {
    public ExecOrder {
        command = List.copyOf(command);
    }

    /// @param type what `TERM` says
    public record Terminal(String type, Size size) {}

    public record Size(int columns, int rows) {}
}

package org.tombolo.cli;

import java.util.ArrayList;
import java.util.List;
import org.tombolo.cli.command.Command;
import org.tombolo.cli.term.Paint;

/// The page that a newcomer sees first.
final class Help {
    private Help() {}

    static List<String> lines(Paint paint) {
        var lines = new ArrayList<String>();
        lines.add("Tombolo: one control plane over supercomputers, clouds and plain machines.");
        lines.add("");
        lines.add(paint.bold("Usage:") + " tombolo COMMAND [OPTIONS]");
        for (var group : Command.Group.values()) {
            lines.add("");
            lines.add(paint.bold(group.heading()));
            for (var command : Command.values()) {
                if (command.group() == group) {
                    lines.add("  %-10s %s".formatted(command.word(), command.summary()));
                }
            }
        }
        lines.add("  %-10s %s".formatted("help", "Show this page, or \"tombolo help COMMAND\" with examples"));
        lines.addAll(List.of(
                "",
                paint.bold("First steps"),
                "  tombolo run examples/hello            run a workflow; starts a factory if there is none",
                "  tombolo logs last                     what it wrote",
                "  tombolo ps                            all runs",
                "  tombolo help run                      one command, with examples",
                "",
                "RUN is a run's id, the beginning of it, its name, or \"last\". Every command that prints knows --json.",
                "Exit codes: 0 done, 1 the work failed, 2 bad input, 3 the factory or a site cannot be reached."));
        return lines;
    }
}

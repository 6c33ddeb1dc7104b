package org.tombolo.cli.term;

import java.io.PrintStream;
import java.util.List;

/// Where a command writes: answers on `out`, everything about them on `err`.
///
/// @param isTerminal whether `out` is one
public record Screen(PrintStream out, PrintStream err, boolean isTerminal, Paint paint, TerminalSize size) {
    public void say(String line) {
        out.println(line);
    }

    public void note(String line) {
        err.println(line);
    }

    public void print(Table table) {
        print(table.lines(paint, isTerminal ? size.columns() : 0));
    }

    public void print(List<String> lines) {
        lines.forEach(out::println);
    }
}

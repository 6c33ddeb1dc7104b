package org.tombolo.cli.term;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether somebody looks.
public final class Terminals {
    private static final Path OUTPUT = Path.of("/proc/self/fd/1");

    private Terminals() {}

    /// Whether somebody types.
    public static boolean isInput() {
        return isTerminal(Path.of("/proc/self/fd/0"));
    }

    /// Whether standard output is a terminal. `System.console()` asks about input too: `tombolo ps </dev/null` would be
    /// taken for a pipe.
    public static boolean isOutput() {
        return isTerminal(OUTPUT);
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            var target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.ofNullable(System.console())
                    .filter(console -> console.isTerminal())
                    .isPresent();
        }
    }
}

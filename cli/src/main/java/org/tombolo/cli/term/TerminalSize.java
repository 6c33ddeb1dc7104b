package org.tombolo.cli.term;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// How large the terminal is. Asked of `stty`, because the JDK does not say; people resize windows, so it is asked
/// again after a while.
public final class TerminalSize {
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private final boolean isTerminal;
    private int columns = COLUMNS;
    private int rows = ROWS;
    private long askedAt;
    private boolean asked;

    public TerminalSize(boolean isTerminal) {
        this.isTerminal = isTerminal;
    }

    public int columns() {
        ask();
        return columns;
    }

    public int rows() {
        ask();
        return rows;
    }

    private void ask() {
        long now = System.nanoTime();
        if (!isTerminal || (asked && now - askedAt < ASK_AGAIN_NANOS)) {
            return;
        }
        asked = true;
        askedAt = now;
        read(stty());
    }

    /// As stty writes it: rows and columns.
    void read(String text) {
        var parts = text.strip().split(" ", -1);
        if (parts.length == 2 && parts[0].matches("\\d{1,5}") && parts[1].matches("\\d{1,5}")) {
            int newRows = Integer.parseInt(parts[0]);
            int newColumns = Integer.parseInt(parts[1]);
            rows = newRows > 0 ? newRows : ROWS; // a serial line says 0 0
            columns = newColumns > 0 ? newColumns : COLUMNS;
        }
    }

    private static String stty() {
        try {
            var process = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var answer = process.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
            }
        } catch (IOException _) {
            return ""; // no stty, no terminal: the size that every terminal has had
        }
    }
}

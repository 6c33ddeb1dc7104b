package org.tombolo.cli.home;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The end of what the server wrote, for people whose factory does not start.
final class ServerOutput {
    private static final int MOST_BYTES = 16 << 10;
    private static final int MOST_LINES = 20;

    private ServerOutput() {}

    /// The last lines written behind `offset`.
    static String since(Path file, long offset) {
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(offset, log.length() - MOST_BYTES);
            if (from >= log.length()) {
                return "";
            }
            log.seek(from);
            var bytes = new byte[(int) (log.length() - from)];
            log.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()))
                    .indent(4)
                    .stripTrailing();
        } catch (IOException _) {
            return "";
        }
    }
}

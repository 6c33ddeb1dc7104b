package org.tombolo.wire;

import java.util.Optional;

/// Where the journal stood. As text, in event ids and in `after=`: `epoch.seq`.
public record Version(long epoch, long seq) {
    /// Reads what `toString` wrote; empty for anything else.
    public static Optional<Version> parse(String text) {
        if (!text.matches("[0-9]{1,18}\\.[0-9]{1,18}")) {
            return Optional.empty();
        }
        int dot = text.indexOf('.');
        return Optional.of(
                new Version(Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1))));
    }

    @Override
    public String toString() {
        return epoch + "." + seq;
    }
}

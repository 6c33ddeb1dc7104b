package org.tombolo.engineslurm;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How Slurm writes spans of time and sizes.
final class SlurmUnits {
    private static final Pattern TIME = Pattern.compile("(?:(\\d+)-)?(?:(\\d+):)?(\\d+):(\\d+)");
    private static final Pattern SIZE = Pattern.compile("(\\d+)([KMGT]?)[nc]?");
    private static final int SHIFT = 10;

    private SlurmUnits() {}

    /// `[DAYS-][HOURS:]MINUTES:SECONDS`; empty for UNLIMITED, infinite, and what is no time.
    static Optional<Duration> duration(String text) {
        var found = TIME.matcher(text.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(found.group(1)))
                .plusHours(number(found.group(2)))
                .plusMinutes(number(found.group(3)))
                .plusSeconds(number(found.group(4))));
    }

    /// In bytes. A bare number is MiB.
    static Optional<Long> bytes(String text) {
        var found = SIZE.matcher(text.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(found.group(1));
        int power = found.group(2).isEmpty() ? 2 : "KMGT".indexOf(found.group(2)) + 1;
        return Optional.of(number << (SHIFT * power));
    }

    private static long number(String group) {
        return group == null ? 0 : Long.parseLong(group);
    }
}

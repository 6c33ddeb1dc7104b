package org.tombolo.launch;

import java.time.Duration;
import java.util.Optional;

/// One line of the supervisor's events. Times are since the boot of the machine.
public sealed interface SupervisorEvent {
    /// `s LABEL INCARNATION LANE UPTIME`
    record Started(String label, int incarnation, int lane, Duration at) implements SupervisorEvent {}

    /// `e LABEL INCARNATION HOW STATUS BEGAN ENDED CPU-NANOS PEAK-BYTES OOM-KILLS`
    ///
    /// @param signalled whether a signal ended it (its number is `status - 128`)
    record Ended(
            String label,
            int incarnation,
            boolean signalled,
            int status,
            Duration began,
            Duration ended,
            Optional<Duration> cpu,
            Optional<Long> peakBytes,
            long oomKills)
            implements SupervisorEvent {}

    /// `x LABEL`: a copy of an attempt that is claimed already.
    record Skipped(String label) implements SupervisorEvent {}

    /// `r LABEL WHAT`: it could not be begun.
    record Unclaimed(String label, String what) implements SupervisorEvent {}

    /// `f LABEL WHAT`: its process could not be prepared; its end follows.
    record Unprepared(String label, String what) implements SupervisorEvent {}

    /// `y LANE TOKEN`: everything that was sent to the lane before the token has been taken.
    record Synced(int lane, String token) implements SupervisorEvent {}

    /// Empty for what is no whole line of this format: a full disk cuts lines short.
    static Optional<SupervisorEvent> parse(String line) {
        var words = line.split(" ", -1);
        int n = words.length - 1;
        if (n < 1 || !words[n].equals(".")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    switch (words[0]) {
                        case "s" ->
                            n == 5 ? new Started(words[1], number(words[2]), number(words[3]), uptime(words[4])) : null;
                        case "e" -> n == 10 ? ended(words) : null;
                        case "x" -> n == 2 ? new Skipped(words[1]) : null;
                        case "r" -> n == 3 ? new Unclaimed(words[1], words[2]) : null;
                        case "f" -> n == 3 ? new Unprepared(words[1], words[2]) : null;
                        case "y" -> n == 3 ? new Synced(number(words[1]), words[2]) : null;
                        default -> null;
                    });
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Ended ended(String[] words) {
        return new Ended(
                words[1],
                number(words[2]),
                words[3].equals("s"),
                number(words[4]),
                uptime(words[5]),
                uptime(words[6]),
                words[7].equals("-") ? Optional.empty() : Optional.of(Duration.ofNanos(Long.parseLong(words[7]))),
                words[8].equals("-") ? Optional.empty() : Optional.of(Long.parseLong(words[8])),
                Long.parseLong(words[9]));
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    /// Seconds with two digits behind the point, as in `/proc/uptime`.
    private static Duration uptime(String word) {
        int point = word.indexOf('.');
        if (point < 0 || word.length() != point + 3) {
            throw new NumberFormatException(word);
        }
        return Duration.ofSeconds(Long.parseLong(word.substring(0, point)))
                .plusMillis(10L * Integer.parseInt(word.substring(point + 1)));
    }
}

package org.tombolo.launch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.tombolo.model.work.Whereabouts;

/// One line that the supervisor inside a job wrote. Times are those of the node.
public sealed interface InJobEvent {
    String label();

    /// `s LABEL JOB MILLIS`; of a service `s LABEL JOB MILLIS yes|no NODE ADDRESS [NAME=PORT]...`
    ///
    /// @param job    the scheduler's number
    /// @param probed whether it is ready only once it says so
    record Started(String label, String job, Instant at, boolean probed, Optional<Whereabouts> where)
            implements InJobEvent {}

    /// `y LABEL` or `n LABEL`: its probe has passed, or fails
    record Readied(String label, boolean ready) implements InJobEvent {}

    /// `e LABEL JOB HOW STATUS BEGAN-MILLIS ENDED-MILLIS`
    ///
    /// @param signalled whether a signal ended it (its number is `status - 128`)
    record Ended(String label, String job, boolean signalled, int status, Instant began, Instant at)
            implements InJobEvent {}

    /// `f LABEL WHAT`: its process could not be prepared; its end follows.
    record Unprepared(String label, String what) implements InJobEvent {}

    /// `r LABEL WHAT`: it could not be begun.
    record Unbegun(String label, String what) implements InJobEvent {}

    /// `c LABEL MILLIS`: the factory took the claim itself, so that it can never begin.
    record Cancelled(String label, Instant at) implements InJobEvent {
        public String line() {
            return "\nc %s %d .\n".formatted(label, at.toEpochMilli());
        }
    }

    /// Empty for what is no whole line of this format: a full disk cuts lines short.
    static Optional<InJobEvent> parse(String line) {
        var words = line.split(" ", -1);
        int n = words.length - 1;
        if (n < 1 || !words[n].equals(".")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    switch (words[0]) {
                        case "s" -> n == 4 || n >= 7 ? started(words, n) : null;
                        case "y", "n" -> n == 2 ? new Readied(words[1], words[0].equals("y")) : null;
                        case "e" ->
                            n == 7
                                    ? new Ended(
                                            words[1],
                                            words[2],
                                            words[3].equals("s"),
                                            Integer.parseInt(words[4]),
                                            millis(words[5]),
                                            millis(words[6]))
                                    : null;
                        case "c" -> n == 3 ? new Cancelled(words[1], millis(words[2])) : null;
                        case "f" -> n == 3 ? new Unprepared(words[1], words[2]) : null;
                        case "r" -> n == 3 ? new Unbegun(words[1], words[2]) : null;
                        default -> null;
                    });
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Started started(String[] words, int n) {
        if (n == 4) {
            return new Started(words[1], words[2], millis(words[3]), false, Optional.empty());
        }
        var ports = new LinkedHashMap<String, Integer>();
        for (int i = 7; i < n; i++) {
            var parts = words[i].split("=", 2);
            ports.put(parts[0], parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
        }
        var where = new Whereabouts(words[5], words[6], ports);
        return new Started(words[1], words[2], millis(words[3]), words[4].equals("yes"), Optional.of(where));
    }

    private static Instant millis(String word) {
        return Instant.ofEpochMilli(Long.parseLong(word));
    }
}

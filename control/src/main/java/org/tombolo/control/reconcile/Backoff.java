package org.tombolo.control.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When to try again after failures: 100 ms, doubled each time, at most 15 s.
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private int failures;
    private Instant notBefore = Instant.MIN;

    boolean allows(Instant now) {
        return !now.isBefore(notBefore);
    }

    void failed(Instant now) {
        var wait = FIRST.multipliedBy(1L << Math.min(failures, 10));
        notBefore = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        failures++;
    }

    void worked() {
        failures = 0;
        notBefore = Instant.MIN;
    }

    /// When it allows again, where it does not now.
    Optional<Instant> until(Instant now) {
        return allows(now) ? Optional.empty() : Optional.of(notBefore);
    }
}

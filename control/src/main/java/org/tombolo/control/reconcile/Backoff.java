package org.tombolo.control.reconcile;

import java.time.Duration;
import java.time.Instant;

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

    /// From when on it allows.
    Instant notBefore() {
        return notBefore;
    }
}

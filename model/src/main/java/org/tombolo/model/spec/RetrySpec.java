package org.tombolo.model.spec;

import java.time.Duration;
import java.util.List;

/// Ours: what `retry` does.
///
/// @param attempts     how many tries in all, at least 1
/// @param backoff      wait before the second try; doubled before each further one
/// @param maxBackoff   the longest wait
/// @param on           causes that are worth another try; empty means every cause but `STOPPED` and `REFUSED`
/// @param memoryGrowth factor on memory after an attempt that ran out of it; 1 leaves it
public record RetrySpec(int attempts, Duration backoff, Duration maxBackoff, List<CauseKind> on, double memoryGrowth) {
    public static final RetrySpec NEVER =
            new RetrySpec(1, Duration.ofSeconds(1), Duration.ofMinutes(5), List.of(), 1.0);

    public RetrySpec {
        on = List.copyOf(on);
    }
}

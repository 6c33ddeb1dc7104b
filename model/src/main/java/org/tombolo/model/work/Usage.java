package org.tombolo.model.work;

import java.time.Duration;
import java.util.Optional;

/// What an attempt used, as the site measured it.
///
/// @param cpu             user and system time of the whole tree, where the site can tell
/// @param memoryPeakBytes highest resident memory of the whole tree, where the site can tell
/// @param movedBytes      by transfers, in or out
public record Usage(Optional<Duration> cpu, Optional<Long> memoryPeakBytes, Optional<Long> movedBytes) {
    public Usage(Optional<Duration> cpu, Optional<Long> memoryPeakBytes) {
        this(cpu, memoryPeakBytes, Optional.empty());
    }

    public static Usage moved(long bytes) {
        return new Usage(Optional.empty(), Optional.empty(), Optional.of(bytes));
    }

    public static final Usage UNKNOWN = new Usage(Optional.empty(), Optional.empty());
}

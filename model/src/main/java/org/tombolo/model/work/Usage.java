package org.tombolo.model.work;

import java.time.Duration;
import java.util.Optional;

/// What an attempt used, as the site measured it.
///
/// @param cpu             user and system time of the whole tree, where the site can tell
/// @param memoryPeakBytes highest resident memory of the whole tree, where the site can tell
public record Usage(Optional<Duration> cpu, Optional<Long> memoryPeakBytes) {
    public static final Usage UNKNOWN = new Usage(Optional.empty(), Optional.empty());
}

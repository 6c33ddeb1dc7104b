package org.tombolo.model.spec;

import java.time.Duration;
import java.util.Optional;

/// How long it may take and what happens when it goes wrong.
///
/// @param timeout of each attempt, from its start
/// @param restart whether a fault of the node may run it again, beyond `retry`
public record PolicySpec(Optional<Duration> timeout, Optional<Restart> restart, RetrySpec retry) {
    public static final PolicySpec NONE = new PolicySpec(Optional.empty(), Optional.empty(), RetrySpec.NEVER);

    public enum Restart {
        ON_NODE_FAULT,
        NEVER
    }
}

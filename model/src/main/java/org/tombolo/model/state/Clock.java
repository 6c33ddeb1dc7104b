package org.tombolo.model.state;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.FactoryId;

/// What the whole factory shares: its id and the last time that was written down.
///
/// @param runs how many runs were ever started
public record Clock(Optional<FactoryId> factory, Instant now, long runs) implements Entity {}

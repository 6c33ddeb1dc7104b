package org.tombolo.model.fact;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Usage;

/// @param at the site's time
public record AttemptEnded(AttemptId attempt, Optional<Instant> startedAt, Instant at, Cause cause, Usage usage)
        implements AttemptEvent {}

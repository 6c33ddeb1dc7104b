package org.tombolo.model.fact;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.Whereabouts;

/// User code runs.
///
/// @param at    the site's time
/// @param where of a site that decides this itself, where somebody has to know it
public record AttemptStarted(AttemptId attempt, Instant at, int incarnation, Optional<Whereabouts> where)
        implements AttemptEvent {
    public AttemptStarted(AttemptId attempt, Instant at, int incarnation) {
        this(attempt, at, incarnation, Optional.empty());
    }
}

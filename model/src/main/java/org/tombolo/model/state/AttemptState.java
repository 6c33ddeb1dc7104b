package org.tombolo.model.state;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Usage;
import org.tombolo.model.work.Whereabouts;

/// Where an attempt is.
public sealed interface AttemptState {
    /// It may hold something at the site.
    sealed interface Active extends AttemptState {}

    /// Assigned; whether the site knows it is not known.
    record Placed() implements Active {}

    /// The site has it; it waits there.
    record Accepted() implements Active {}

    /// @param where of a site that decides this itself, where somebody has to know it
    record Running(Instant since, int incarnation, boolean ready, Optional<Whereabouts> where) implements Active {
        public Running(Instant since, int incarnation, boolean ready) {
            this(since, incarnation, ready, Optional.empty());
        }
    }

    /// @param fenced given up at a silent site: the site may still hold it
    record Ended(Optional<Instant> startedAt, Instant at, Cause cause, Usage usage, boolean fenced)
            implements AttemptState {}
}

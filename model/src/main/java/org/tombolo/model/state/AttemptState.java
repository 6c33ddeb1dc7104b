package org.tombolo.model.state;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Usage;

/// Where an attempt is.
public sealed interface AttemptState {
    /// It may hold something at the site.
    sealed interface Active extends AttemptState {}

    /// Assigned; whether the site knows it is not known.
    record Placed() implements Active {}

    /// The site has it; it waits there.
    record Accepted() implements Active {}

    record Running(Instant since, int incarnation, boolean ready) implements Active {}

    /// @param fenced given up at a silent site: the site may still hold it
    record Ended(Optional<Instant> startedAt, Instant at, Cause cause, Usage usage, boolean fenced)
            implements AttemptState {}
}

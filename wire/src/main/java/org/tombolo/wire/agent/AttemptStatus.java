package org.tombolo.wire.agent;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Progress;
import org.tombolo.model.work.Usage;

/// An attempt as its machine sees it.
///
/// @param progress of bytes that come or go
/// @param image    which bytes its image turned out to be, once that is known
public record AttemptStatus(
        AttemptId attempt, int incarnation, State state, Optional<Progress> progress, Optional<Digest> image) {
    public AttemptStatus(AttemptId attempt, int incarnation, State state) {
        this(attempt, incarnation, state, Optional.empty(), Optional.empty());
    }

    public sealed interface State {
        /// It has not begun: staging, or behind another.
        record Waiting() implements State {}

        record Running(Instant since, boolean ready) implements State {}

        /// @param startedAt when user code began; empty when it never did
        record Ended(Optional<Instant> startedAt, Instant at, Cause cause, Usage usage) implements State {}
    }
}

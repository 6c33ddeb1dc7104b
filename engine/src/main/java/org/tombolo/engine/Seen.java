package org.tombolo.engine;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Remarks;
import org.tombolo.model.work.Usage;
import org.tombolo.model.work.Whereabouts;

/// An attempt as the site shows it.
///
/// @param incarnation 0 at first; a requeue by the site is the next one
/// @param remarks     shown, never written down
/// @param where       it runs, where the site decides this itself and somebody has to know it
/// @param image       which bytes its image turned out to be, once that is known
public record Seen(
        AttemptId attempt,
        int incarnation,
        State state,
        Remarks remarks,
        Optional<Digest> image,
        Optional<Whereabouts> where) {
    public Seen(AttemptId attempt, int incarnation, State state) {
        this(attempt, incarnation, state, Remarks.NONE, Optional.empty(), Optional.empty());
    }

    public Seen(AttemptId attempt, int incarnation, State state, Remarks remarks, Optional<Digest> image) {
        this(attempt, incarnation, state, remarks, image, Optional.empty());
    }

    public sealed interface State {
        /// The site has it and has not started it.
        record Waiting() implements State {}

        /// @param since the site's time
        /// @param ready whether its probe passes; without a probe, from the start
        record Running(Instant since, boolean ready) implements State {}

        /// @param startedAt when user code began; empty when it never did
        record Ended(Optional<Instant> startedAt, Instant at, Cause cause, Usage usage) implements State {}
    }
}

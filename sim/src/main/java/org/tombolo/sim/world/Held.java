package org.tombolo.sim.world;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombolo.control.reconcile.Shapes;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Seen;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Remarks;
import org.tombolo.model.work.Usage;
import org.tombolo.sim.story.Agenda;

/// An attempt as a simulated site holds it.
final class Held {
    enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    private final Batch.Member member;
    private final NodeSpec node;
    private final Optional<Digest> image;
    private final Behaviour behaviour;
    State state = State.WAITING;
    int incarnation;
    boolean ready;
    boolean stopping;
    long firstStart = -1;
    long startedAt = -1;
    long endedAt;
    long version;
    /// Events that were planned for it under another token are void.
    int token;
    /// Whose end it waits for.
    Optional<AttemptId> behind;

    @Nullable
    Life life;

    @Nullable
    Cause cause;

    /// @param pinned what its image means; empty: something else for each attempt
    Held(Batch.Member member, NodeSpec node, Optional<Digest> pinned, Behaviour behaviour) {
        this.member = member;
        this.image = Shapes.image(node).map(_ -> pinned.orElseGet(() -> moving(member.attempt())));
        this.behind = member.behind();
        this.node = node;
        this.behaviour = behaviour;
    }

    private static Digest moving(AttemptId attempt) {
        return new Digest("sha256:" + "%064x".formatted(attempt.toString().hashCode()));
    }

    AttemptId id() {
        return member.attempt();
    }

    Batch.Member member() {
        return member;
    }

    NodeSpec node() {
        return node;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    boolean isOver() {
        return state == State.ENDED;
    }

    Seen seen() {
        return new Seen(
                id(),
                incarnation,
                switch (state) {
                    case WAITING -> new Seen.State.Waiting();
                    case RUNNING -> new Seen.State.Running(Agenda.instant(startedAt), ready);
                    case ENDED ->
                        new Seen.State.Ended(
                                started(),
                                Agenda.instant(endedAt),
                                cause == null ? new Cause.Exit(0) : cause,
                                Usage.UNKNOWN);
                },
                Remarks.NONE,
                state == State.WAITING ? Optional.empty() : image);
    }

    /// The end of the incarnation before: sites go on showing it for a while.
    Seen seenBefore() {
        return new Seen(
                id(),
                incarnation - 1,
                new Seen.State.Ended(
                        Optional.of(Agenda.instant(firstStart)),
                        Agenda.instant(endedAt),
                        new Cause.NodeLost("its host died"),
                        Usage.UNKNOWN));
    }

    private Optional<Instant> started() {
        return startedAt < 0 ? Optional.empty() : Optional.of(Agenda.instant(startedAt));
    }
}

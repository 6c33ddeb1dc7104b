package org.tombolo.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.work.Progress;
import org.tombolo.wire.agent.AttemptStatus;
import org.tombolo.wire.agent.WorkOrder;

/// One attempt on this machine. Its fields move under the lock of the [Board], but for those that only the dispatcher
/// touches.
final class Entry {
    /// How far it is. Only forward.
    enum Phase {
        STAGING,
        READY,
        SENT,
        RUNNING,
        /// Its process has ended; what it left behind is looked for.
        SWEEPING,
        ENDED
    }

    final AttemptId id;
    final String label;
    final Order order;
    final WorkOrder.Member member;

    Phase phase = Phase.STAGING;
    AttemptStatus.State state = new AttemptStatus.State.Waiting();
    long changed;

    Optional<Progress> progress = Optional.empty();

    /// What its image turned out to be.
    Optional<Digest> image = Optional.empty();

    @Nullable
    volatile String stopped;

    @Nullable
    String unprepared;

    /// Its output is about to be deleted: who reads it has to look elsewhere, even when he began before.
    private volatile boolean leaving;

    // The dispatcher's
    @Nullable
    Entry behind;

    final Deque<Entry> followers = new ArrayDeque<>();

    @Nullable
    Lane lane;

    Entry(AttemptId id, String label, Order order, WorkOrder.Member member) {
        this.id = id;
        this.label = label;
        this.order = order;
        this.member = member;
    }

    void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /// Whether user code began.
    boolean hasBegun() {
        return switch (state) {
            case AttemptStatus.State.Waiting() -> false;
            case AttemptStatus.State.Running _ -> true;
            case AttemptStatus.State.Ended ended -> ended.startedAt().isPresent();
        };
    }

    boolean isProbed() {
        return order.node() instanceof ServiceSpec service && service.probe().isPresent();
    }

    boolean isEnded() {
        return phase == Phase.ENDED;
    }

    AttemptStatus status() {
        return new AttemptStatus(id, 0, state, isEnded() ? Optional.empty() : progress, image);
    }

    Optional<AttemptStatus.State.Running> running() {
        return state instanceof AttemptStatus.State.Running running ? Optional.of(running) : Optional.empty();
    }
}

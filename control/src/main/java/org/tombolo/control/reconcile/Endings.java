package org.tombolo.control.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedCollection;
import java.util.stream.Stream;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.model.AttemptId;
import org.tombolo.model.state.Attempt;

/// How attempts leave one site: stopped where that was ordered, and again until it worked; forgotten once their end is
/// in the journal. What the site shows and nobody knows is stopped and forgotten too.
final class Endings {
    private static final int BATCH = 256;
    private static final int FORGETS = 2;
    /// What has ended may stay so long at the site: to be forgotten together with what ends soon after.
    private static final Duration FORGET_WITHIN = Duration.ofMillis(250);

    private static final Duration STOP_AGAIN = Duration.ofSeconds(15);

    private final InFlight inFlight;
    private final LinkedHashMap<AttemptId, Instant> ordered = new LinkedHashMap<>();
    /// Fenced, and seen to be over.
    private final LinkedHashSet<AttemptId> gone = new LinkedHashSet<>();
    /// Whether they have ended.
    private final LinkedHashMap<AttemptId, Boolean> orphans = new LinkedHashMap<>();

    private Instant forgetAt = Instant.MAX;

    Endings(InFlight inFlight) {
        this.inFlight = inFlight;
    }

    void stop(LiveSite live, Instant now) {
        ordered.keySet().removeIf(attempt -> !live.isToStop(attempt) && !orphans.containsKey(attempt));
        if (!inFlight.none(Call.Stop.class)) {
            return;
        }
        var known = live.toStop().stream()
                .filter(id -> due(id, now) && !gone.contains(id) && !live.isToSubmit(id))
                .map(id -> new StopOrder(
                        id,
                        live.attempt(id)
                                .flatMap(Attempt::stop)
                                .map(Attempt.Stop::grace)
                                .orElse(Duration.ZERO)));
        var unknown = orphans.entrySet().stream()
                .filter(orphan -> !orphan.getValue() && due(orphan.getKey(), now))
                .map(orphan -> new StopOrder(orphan.getKey(), Duration.ZERO));
        var orders = Stream.concat(known, unknown).limit(BATCH).toList();
        if (!orders.isEmpty()) {
            orders.forEach(order -> ordered.put(order.attempt(), now.plus(order.grace())));
            inFlight.issue(new Call.Stop(orders));
        }
    }

    private boolean due(AttemptId id, Instant now) {
        var last = ordered.get(id);
        return last == null || !last.plus(STOP_AGAIN).isAfter(now);
    }

    void stopped(List<StopOrder> orders, boolean answered) {
        if (!answered) {
            orders.forEach(order -> ordered.remove(order.attempt()));
        }
    }

    void forget(LiveSite live, Instant now) {
        gone.removeIf(attempt -> !live.isToForget(attempt));
        if (inFlight.count(Call.Forget.class) >= FORGETS) {
            return;
        }
        var ended = idle(live.toForget()).filter(id -> mayForget(live, id));
        var left = idle(orphans.sequencedKeySet()).filter(id -> orphans.getOrDefault(id, false));
        var asked = Stream.concat(ended, left).limit(BATCH).toList();
        if (asked.isEmpty()) {
            forgetAt = Instant.MAX;
        } else if (asked.size() == BATCH || !forgetAt.isAfter(now)) {
            forgetAt = Instant.MAX;
            inFlight.issue(new Call.Forget(asked));
        } else if (forgetAt.equals(Instant.MAX)) {
            forgetAt = now.plus(FORGET_WITHIN);
        }
    }

    private Stream<AttemptId> idle(SequencedCollection<AttemptId> ids) {
        return ids.stream().filter(id -> !inFlight.isBusy(id));
    }

    /// What was fenced may still run: it must have been seen to be over.
    private boolean mayForget(LiveSite live, AttemptId id) {
        return !live.attempt(id).orElseThrow().isFenced() || gone.contains(id);
    }

    void forgotten(List<AttemptId> asked, boolean answered) {
        if (answered) {
            asked.forEach(orphans::remove);
        }
    }

    void observed(LiveSite live, State state, Observation observation) {
        var listed = new LinkedHashSet<AttemptId>();
        for (var seen : observation.current()) {
            listed.add(seen.attempt());
            boolean ended = seen.state() instanceof Seen.State.Ended;
            var attempt = state.attempt(seen.attempt());
            if (attempt.isEmpty()) {
                orphans.put(seen.attempt(), ended);
            } else if (ended && attempt.get().isFenced()) {
                gone.add(seen.attempt());
            } else {
                gone.remove(seen.attempt());
            }
        }
        if (observation.complete()) {
            live.toForget().stream()
                    .filter(id -> !listed.contains(id)
                            && live.attempt(id).orElseThrow().isFenced())
                    .forEach(gone::add);
            orphans.keySet().removeIf(id -> !listed.contains(id) && !inFlight.isBusy(id));
        }
    }

    Instant wakeAt(Instant now) {
        var wake = Reconciler.earliest(now, forgetAt, Instant.MAX);
        for (var last : ordered.values()) {
            wake = Reconciler.earliest(now, last.plus(STOP_AGAIN), wake);
        }
        return wake;
    }
}

package org.tombolo.control.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.JobId;
import org.tombolo.model.SiteId;

/// How placed attempts get to one site: in batches of a job, and never twice. What may be there already is asked for
/// with `find` first.
///
/// Each attempt that is to be submitted is in a call, uncertain, or waits in its job's line; one that needs no submit
/// any more leaves when its line is looked at, so that a step looks only at what it submits.
final class Submissions {
    private static final int BATCH = 256;
    private static final int SUBMITS = 4;
    private static final int WITHDRAWALS = 1_000;

    private final InFlight inFlight;
    private final LinkedHashSet<AttemptId> uncertain;
    private final LinkedHashMap<JobId, LinkedHashSet<AttemptId>> lines = new LinkedHashMap<>();
    private final LinkedHashMap<AttemptId, Backoff> refused = new LinkedHashMap<>();
    private final LinkedHashSet<AttemptId> withdrawn = new LinkedHashSet<>();

    /// Remembers nothing, so all that is to be submitted may have been submitted by an earlier process.
    Submissions(SiteId site, State state, InFlight inFlight) {
        this.inFlight = inFlight;
        this.uncertain = new LinkedHashSet<>(
                state.work().findSite(site).map(LiveSite::toSubmit).orElse(List.of()));
    }

    /// Puts what was placed since the last step in line.
    void take(LiveSite live) {
        offer(live.takeNewlyPlaced());
    }

    private void offer(SequencedCollection<AttemptId> attempts) {
        for (var attempt : attempts) {
            if (!uncertain.contains(attempt)) {
                lines.computeIfAbsent(attempt.job(), _ -> new LinkedHashSet<>()).add(attempt);
            }
        }
    }

    /// What was to be stopped before it was ever handed over.
    List<Report> withdraw(LiveSite live) {
        withdrawn.removeIf(attempt -> !live.isToSubmit(attempt));
        return live.toStop().stream()
                .filter(live::isToSubmit)
                .filter(id -> !inFlight.isBusy(id) && !uncertain.contains(id))
                .limit(WITHDRAWALS)
                .filter(withdrawn::add)
                .<Report>map(Report.Withdrawn::new)
                .toList();
    }

    void find(LiveSite live) {
        if (!inFlight.none(Call.Find.class)) {
            return;
        }
        var asked = new ArrayList<AttemptId>();
        var each = uncertain.iterator();
        while (each.hasNext() && asked.size() < BATCH) {
            var attempt = each.next();
            if (!live.isToSubmit(attempt)) {
                each.remove();
            } else if (!inFlight.isBusy(attempt)) {
                asked.add(attempt);
            }
        }
        if (!asked.isEmpty()) {
            inFlight.issue(new Call.Find(asked));
        }
    }

    void submit(State state, LiveSite live, Instant now) {
        refused.keySet().removeIf(attempt -> !live.isToSubmit(attempt));
        int room = SUBMITS - inFlight.count(Call.Submit.class);
        for (int left = lines.size(); left > 0 && room > 0; left--) {
            var next = lines.pollFirstEntry();
            var batch = batch(live, next.getValue(), now);
            if (!batch.isEmpty()) {
                inFlight.issue(new Call.Submit(batch(state, live, batch)));
                room--;
            }
            if (!next.getValue().isEmpty()) {
                lines.putLast(next.getKey(), next.getValue()); // the others have their turn first
            }
        }
    }

    /// Takes from the front of a line what may be submitted together.
    private SequencedSet<AttemptId> batch(LiveSite live, LinkedHashSet<AttemptId> line, Instant now) {
        var batch = new LinkedHashSet<AttemptId>();
        var each = line.iterator();
        while (each.hasNext() && batch.size() < BATCH) {
            var attempt = each.next();
            if (!live.isToSubmit(attempt)) {
                each.remove();
            } else if (mayGo(live, attempt, now) && follows(live, attempt, batch)) {
                batch.add(attempt);
                each.remove();
            }
        }
        return batch;
    }

    private boolean mayGo(LiveSite live, AttemptId attempt, Instant now) {
        var wait = refused.get(attempt);
        return (wait == null || wait.allows(now)) && !live.isToStop(attempt);
    }

    /// The one before it in its lane is at the site, or comes before it in the same batch.
    private static boolean follows(LiveSite live, AttemptId id, SequencedSet<AttemptId> batch) {
        return live.behind(id)
                .map(before -> batch.contains(before) || !live.isToSubmit(before))
                .orElse(true);
    }

    private static Batch batch(State state, LiveSite live, SequencedCollection<AttemptId> ids) {
        var job = state.work().findJob(ids.getFirst().job()).orElseThrow();
        var members = ids.stream()
                .map(id -> new Batch.Member(id, live.attempt(id).orElseThrow().grant(), live.behind(id)))
                .toList();
        return new Batch(Shapes.of(state, job), members);
    }

    /// Whoever is not found was never submitted.
    void found(List<AttemptId> asked, boolean answered) {
        if (answered) {
            asked.forEach(uncertain::remove);
            offer(asked);
        }
    }

    /// @param outcomes empty when the call has failed: it may have been carried out all the same
    void submitted(Batch batch, Optional<List<Submitted>> outcomes, Instant now) {
        var ids = batch.members().stream().map(Batch.Member::attempt).toList();
        if (outcomes.isEmpty()) {
            uncertain.addAll(ids);
        }
        for (var outcome : outcomes.orElse(List.of())) {
            switch (outcome) {
                case Submitted.Accepted(var id, var _) -> refused.remove(id);
                case Submitted.Refused(var id, var _, var _) ->
                    refused.computeIfAbsent(id, _ -> new Backoff()).failed(now);
                case Submitted.Unknown(var id, var _) -> uncertain.add(id);
            }
        }
        offer(ids);
    }

    Instant wakeAt(Instant now) {
        var wake = Instant.MAX;
        for (var wait : refused.values()) {
            wake = Reconciler.earliest(now, wait.notBefore(), wake);
        }
        return wake;
    }
}

package org.tombolo.control.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Description;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.JobId;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.state.Attempt;

/// Brings one site to what the live state wants: (desired, observed, calls in flight, now) → calls. Level triggered:
/// each step looks at all
/// that is to be done; an event only hurries it. What it remembers is only about calls; a new one, which remembers
/// nothing, asks the site
/// with `find` before it submits anything that an earlier process may have submitted.
public final class Reconciler {
    private static final int BATCH = 256;
    private static final int SUBMITS = 4;
    private static final int FORGETS = 2;
    /// What has ended may stay so long at the site: to be forgotten together with what ends soon after.
    private static final Duration FORGET_WITHIN = Duration.ofMillis(250);
    private static final Duration OBSERVE_WAIT = Duration.ofSeconds(10);
    private static final Duration DESCRIBE_EVERY = Duration.ofMinutes(1);
    private static final Duration STOP_AGAIN = Duration.ofSeconds(15);
    /// Calls that fail for so long make a site silent.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final SiteId site;
    private final LinkedHashMap<Long, Call> inFlight = new LinkedHashMap<>();
    private final LinkedHashSet<AttemptId> busy = new LinkedHashSet<>();
    private final LinkedHashSet<AttemptId> uncertain;
    private final LinkedHashMap<AttemptId, Backoff> refused = new LinkedHashMap<>();
    private final LinkedHashMap<AttemptId, Instant> ordered = new LinkedHashMap<>();
    private final LinkedHashSet<AttemptId> withdrawn = new LinkedHashSet<>();
    private final LinkedHashSet<AttemptId> gone = new LinkedHashSet<>();
    private final LinkedHashMap<AttemptId, Boolean> orphans = new LinkedHashMap<>();
    private final LinkedHashSet<VolumeId> removing = new LinkedHashSet<>();
    private final Backoff observing = new Backoff();
    private final Backoff calling = new Backoff();
    private Cursor cursor = Cursor.START;
    private long numbers;
    private @Nullable Instant failingSince;
    private Instant describeAt = Instant.MIN;
    private Instant forgetAt = Instant.MAX;
    private Optional<Description> description = Optional.empty();

    /// @param epoch of the lease: calls of different epochs have different numbers
    public Reconciler(SiteId site, State state, long epoch) {
        this.site = site;
        this.numbers = epoch << 32;
        this.uncertain = new LinkedHashSet<>(
                state.work().findSite(site).map(LiveSite::toSubmit).orElse(List.of()));
    }

    public SiteId site() {
        return site;
    }

    /// What the site last said of itself to this process.
    public Optional<Description> description() {
        return description;
    }

    /// What to ask now, and what is known without asking.
    public record Step(List<Issued> calls, List<Report> reports) {
        public Step {
            calls = List.copyOf(calls);
            reports = List.copyOf(reports);
        }
    }

    public Step step(State state, Instant now) {
        var calls = new ArrayList<Issued>();
        var reports = new ArrayList<Report>();
        var live = state.work().findSite(site);
        if (live.isPresent()) {
            silence(live.get(), now, reports);
            describe(now, calls);
            observe(now, calls);
            if (calling.allows(now)) {
                find(live.get(), calls);
                submit(state, live.get(), now, calls, reports);
                stop(live.get(), now, calls);
                forget(live.get(), now, calls);
                remove(live.get(), calls);
            }
        }
        return new Step(calls, reports);
    }

    /// When a step may have something to do though nothing happens before.
    public Optional<Instant> wakeAt(Instant now) {
        var waits = new ArrayList<Instant>();
        observing.until(now).ifPresent(waits::add);
        calling.until(now).ifPresent(waits::add);
        refused.values().forEach(wait -> wait.until(now).ifPresent(waits::add));
        ordered.values().stream()
                .map(at -> at.plus(STOP_AGAIN))
                .filter(again -> again.isAfter(now)) // what is due and was not issued waits for something else
                .forEach(waits::add);
        if (describeAt.isAfter(now)) {
            waits.add(describeAt);
        }
        if (forgetAt.isAfter(now)) {
            waits.add(forgetAt);
        }
        if (failingSince != null && failingSince.plus(SILENCE).isAfter(now)) {
            waits.add(failingSince.plus(SILENCE));
        }
        return waits.stream().min(Instant::compareTo);
    }

    public int callsInFlight() {
        return inFlight.size();
    }

    private void silence(LiveSite live, Instant now, List<Report> reports) {
        if (failingSince != null
                && live.site().silentSince().isEmpty()
                && !failingSince.plus(SILENCE).isAfter(now)) {
            reports.add(new Report.Silent(site, failingSince));
        }
    }

    private void describe(Instant now, List<Issued> calls) {
        if (none(Call.Describe.class) && !describeAt.isAfter(now)) {
            describeAt = now.plus(DESCRIBE_EVERY);
            issue(new Call.Describe(), calls);
        }
    }

    private void observe(Instant now, List<Issued> calls) {
        if (none(Call.Observe.class) && observing.allows(now)) {
            issue(new Call.Observe(cursor, OBSERVE_WAIT), calls);
        }
    }

    private void find(LiveSite live, List<Issued> calls) {
        uncertain.removeIf(attempt -> !live.isToSubmit(attempt));
        var asked = idle(uncertain).limit(BATCH).toList();
        if (!asked.isEmpty() && none(Call.Find.class)) {
            busy.addAll(asked);
            issue(new Call.Find(asked), calls);
        }
    }

    private void submit(State state, LiveSite live, Instant now, List<Issued> calls, List<Report> reports) {
        withdrawn.removeIf(attempt -> !live.isToSubmit(attempt));
        refused.keySet().removeIf(attempt -> !live.isToSubmit(attempt));
        int room = SUBMITS - count(Call.Submit.class);
        if (room <= 0 || live.toSubmit().isEmpty()) {
            return;
        }
        var batches = new LinkedHashMap<JobId, LinkedHashSet<AttemptId>>();
        for (var id : live.toSubmit()) {
            if (busy.contains(id) || uncertain.contains(id) || withdrawn.contains(id) || waits(id, now)) {
                continue;
            }
            if (live.attempt(id).flatMap(Attempt::stop).isPresent()) {
                withdrawn.add(id);
                reports.add(new Report.Withdrawn(id));
                continue;
            }
            if (!batches.containsKey(id.job()) && batches.size() == room) {
                break;
            }
            var batch = batches.computeIfAbsent(id.job(), _ -> new LinkedHashSet<>());
            if (batch.size() < BATCH && follows(live, id, batch)) {
                batch.add(id);
            }
        }
        for (var batch : batches.values()) {
            if (!batch.isEmpty()) {
                busy.addAll(batch);
                issue(new Call.Submit(batch(state, live, batch)), calls);
            }
        }
    }

    /// The one before it in its lane is at the site, or comes before it in the same batch.
    private static boolean follows(LiveSite live, AttemptId id, SequencedSet<AttemptId> batch) {
        return live.behind(id)
                .map(before -> batch.contains(before) || !live.isToSubmit(before))
                .orElse(true);
    }

    private boolean waits(AttemptId id, Instant now) {
        var wait = refused.get(id);
        return wait != null && !wait.allows(now);
    }

    private static Batch batch(State state, LiveSite live, SequencedCollection<AttemptId> ids) {
        var job = state.work().findJob(ids.getFirst().job()).orElseThrow();
        var members = ids.stream()
                .map(id -> new Batch.Member(id, live.attempt(id).orElseThrow().grant(), live.behind(id)))
                .toList();
        return new Batch(Shapes.of(state, job), members);
    }

    private void stop(LiveSite live, Instant now, List<Issued> calls) {
        ordered.keySet().removeIf(attempt -> !live.toStop().contains(attempt) && !orphans.containsKey(attempt));
        if (!none(Call.Stop.class)) {
            return;
        }
        var orders = new ArrayList<StopOrder>();
        for (var id : live.toStop()) {
            if (due(id, now) && !gone.contains(id) && !live.isToSubmit(id)) {
                var grace = live.attempt(id).flatMap(Attempt::stop).map(Attempt.Stop::grace);
                orders.add(new StopOrder(id, grace.orElse(Duration.ZERO)));
            }
        }
        orphans.forEach((id, ended) -> {
            if (!ended && due(id, now)) {
                orders.add(new StopOrder(id, Duration.ZERO));
            }
        });
        if (!orders.isEmpty()) {
            orders.forEach(order -> ordered.put(order.attempt(), now.plus(order.grace())));
            issue(new Call.Stop(orders), calls);
        }
    }

    private boolean due(AttemptId id, Instant now) {
        var last = ordered.get(id);
        return last == null || !last.plus(STOP_AGAIN).isAfter(now);
    }

    private void forget(LiveSite live, Instant now, List<Issued> calls) {
        gone.removeIf(attempt -> !live.isToForget(attempt));
        if (count(Call.Forget.class) >= FORGETS) {
            return;
        }
        var ended = idle(live.toForget()).filter(id -> mayForget(live, id));
        var left = idle(orphans.sequencedKeySet()).filter(id -> orphans.getOrDefault(id, false));
        var asked = Stream.concat(ended, left).limit(BATCH).toList();
        if (asked.isEmpty()) {
            forgetAt = Instant.MAX;
        } else if (asked.size() == BATCH || !forgetAt.isAfter(now)) {
            forgetAt = Instant.MAX;
            busy.addAll(asked);
            issue(new Call.Forget(asked), calls);
        } else if (forgetAt.equals(Instant.MAX)) {
            forgetAt = now.plus(FORGET_WITHIN);
        }
    }

    /// What was fenced may still run: it must have been seen to be over.
    private boolean mayForget(LiveSite live, AttemptId id) {
        return !live.attempt(id).orElseThrow().isFenced() || gone.contains(id);
    }

    private void remove(LiveSite live, List<Issued> calls) {
        removing.removeIf(volume -> !live.toRemove().contains(volume));
        for (var volume : live.toRemove()) {
            if (none(Call.Remove.class) && removing.add(volume)) {
                issue(new Call.Remove(volume), calls);
            }
        }
    }

    /// Takes in what came back. Called once for each call, before its answer is decided on.
    public void returned(Issued issued, Answer answer, State state, Instant now) {
        if (inFlight.remove(issued.number()) == null) {
            return; // a call of an earlier process, or one that was given up
        }
        switch (issued.call()) {
            case Call.Describe _ -> described(answer, now);
            case Call.Observe _ -> observed(answer, state, now);
            case Call.Submit(Batch batch) -> submitted(batch, answer, now);
            case Call.Find(var asked) -> {
                asked.forEach(busy::remove);
                if (answered(answer, now)) {
                    asked.forEach(uncertain::remove);
                }
            }
            case Call.Stop(var orders) -> {
                if (!answered(answer, now)) {
                    orders.forEach(order -> ordered.remove(order.attempt()));
                }
            }
            case Call.Forget(var asked) -> {
                asked.forEach(busy::remove);
                if (answered(answer, now)) {
                    asked.forEach(orphans::remove);
                }
            }
            case Call.Remove(var volume) -> {
                if (!answered(answer, now)) {
                    removing.remove(volume);
                }
            }
        }
    }

    private void described(Answer answer, Instant now) {
        if (answer instanceof Answer.Described(var fresh)) {
            description = Optional.of(fresh);
        } else {
            describeAt = now.plus(Duration.ofSeconds(1));
        }
        heard(answer, now);
    }

    private void observed(Answer answer, State state, Instant now) {
        heard(answer, now);
        if (!(answer instanceof Answer.Observed(var observation))) {
            observing.failed(now);
            cursor = Cursor.START;
            return;
        }
        observing.worked();
        cursor = observation.next();
        var listed = new LinkedHashSet<AttemptId>();
        for (var seen : observation.seen()) {
            listed.add(seen.attempt());
            boolean ended = seen.state() instanceof Seen.State.Ended;
            if (state.attempt(seen.attempt()).isEmpty()) {
                orphans.put(seen.attempt(), ended);
            } else if (ended) {
                gone.add(seen.attempt());
            }
        }
        if (observation.complete()) {
            state.work()
                    .findSite(site)
                    .ifPresent(live -> live.toForget().stream()
                            .filter(id -> !listed.contains(id))
                            .forEach(gone::add));
            orphans.keySet().removeIf(id -> !listed.contains(id) && !busy.contains(id));
        }
    }

    private void submitted(Batch batch, Answer answer, Instant now) {
        var ids = batch.members().stream().map(Batch.Member::attempt).toList();
        ids.forEach(busy::remove);
        if (!answered(answer, now) || !(answer instanceof Answer.Submissions(var outcomes))) {
            uncertain.addAll(ids);
            return;
        }
        for (var outcome : outcomes) {
            switch (outcome) {
                case Submitted.Accepted(var id, var _) -> refused.remove(id);
                case Submitted.Refused(var id, var _, var _) ->
                    refused.computeIfAbsent(id, _ -> new Backoff()).failed(now);
                case Submitted.Unknown(var id, var _) -> uncertain.add(id);
            }
        }
    }

    private boolean answered(Answer answer, Instant now) {
        heard(answer, now);
        if (answer instanceof Answer.Failed) {
            calling.failed(now);
            return false;
        }
        calling.worked();
        return true;
    }

    private void heard(Answer answer, Instant now) {
        if (!(answer instanceof Answer.Failed)) {
            failingSince = null;
        } else if (failingSince == null) {
            failingSince = now;
        }
    }

    private Stream<AttemptId> idle(SequencedCollection<AttemptId> ids) {
        return ids.stream().filter(id -> !busy.contains(id));
    }

    private boolean none(Class<? extends Call> kind) {
        return count(kind) == 0;
    }

    private int count(Class<? extends Call> kind) {
        return (int) inFlight.values().stream().filter(kind::isInstance).count();
    }

    private void issue(Call call, List<Issued> calls) {
        var issued = new Issued(++numbers, site, call);
        inFlight.put(issued.number(), call);
        calls.add(issued);
    }
}

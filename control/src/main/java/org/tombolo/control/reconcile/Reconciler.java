package org.tombolo.control.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Description;
import org.tombolo.engine.Submitted;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;

/// Brings one site to what the live state wants: (desired, observed, calls in flight, now) → calls. Level triggered:
/// a step brings everything closer that is to be done, whatever happened before; an event only hurries it. What it
/// remembers is only about calls; a new one, which remembers nothing, asks the site with `find` before it submits
/// anything that an earlier process may have submitted.
public final class Reconciler {
    private static final Duration OBSERVE_WAIT = Duration.ofSeconds(10);
    private static final Duration DESCRIBE_EVERY = Duration.ofMinutes(1);
    /// Calls that fail for so long make a site silent.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final SiteId site;
    private final InFlight inFlight;
    private final Submissions submissions;
    private final Endings endings;
    private final LinkedHashSet<VolumeId> removing = new LinkedHashSet<>();
    private final Backoff observing = new Backoff();
    private final Backoff calling = new Backoff();
    private Cursor cursor = Cursor.START;
    private @Nullable Instant failingSince;
    private Instant describeAt = Instant.MIN;
    private Optional<Description> description = Optional.empty();

    /// @param epoch of the lease: calls of different epochs have different numbers
    public Reconciler(SiteId site, State state, long epoch) {
        this.site = site;
        this.inFlight = new InFlight(site, epoch);
        this.submissions = new Submissions(site, state, inFlight);
        this.endings = new Endings(inFlight);
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
        var live = state.work().findSite(site);
        if (live.isEmpty()) {
            return new Step(List.of(), List.of());
        }
        describe(now);
        observe(now);
        submissions.take(live.get());
        if (calling.allows(now)) {
            submissions.find(live.get());
            submissions.submit(state, live.get(), now);
            endings.stop(live.get(), now);
            endings.forget(live.get(), now);
            remove(live.get());
        }
        var reports = Stream.concat(silence(live.get(), now).stream(), submissions.withdraw(live.get()).stream());
        return new Step(inFlight.takeIssued(), reports.toList());
    }

    /// When a step may have something to do though nothing happens before. What is due and was not
    /// issued waits for something else.
    public Instant wakeAt(Instant now) {
        var wake = earliest(now, describeAt, Instant.MAX);
        wake = earliest(now, failingSince == null ? Instant.MAX : failingSince.plus(SILENCE), wake);
        wake = earliest(now, observing.notBefore(), wake);
        wake = earliest(now, calling.notBefore(), wake);
        wake = earliest(now, submissions.wakeAt(now), wake);
        return earliest(now, endings.wakeAt(now), wake);
    }

    /// The earlier one of those that are still to come.
    static Instant earliest(Instant now, Instant one, Instant other) {
        return one.isAfter(now) && one.isBefore(other) ? one : other;
    }

    public int callsInFlight() {
        return inFlight.size();
    }

    private Optional<Report> silence(LiveSite live, Instant now) {
        return Optional.ofNullable(failingSince)
                .filter(since -> live.site().silentSince().isEmpty()
                        && !since.plus(SILENCE).isAfter(now))
                .map(since -> new Report.Silent(site, since));
    }

    private void describe(Instant now) {
        if (inFlight.none(Call.Describe.class) && !describeAt.isAfter(now)) {
            describeAt = now.plus(DESCRIBE_EVERY);
            inFlight.issue(new Call.Describe());
        }
    }

    private void observe(Instant now) {
        if (inFlight.none(Call.Observe.class) && observing.allows(now)) {
            inFlight.issue(new Call.Observe(cursor, OBSERVE_WAIT));
        }
    }

    private void remove(LiveSite live) {
        removing.removeIf(volume -> !live.toRemove().contains(volume));
        for (var volume : live.toRemove()) {
            if (inFlight.none(Call.Remove.class) && removing.add(volume)) {
                inFlight.issue(new Call.Remove(volume));
            }
        }
    }

    /// Takes in what came back, before it is decided on.
    ///
    /// @return false for an answer that nobody waits for: a second one, or to a call of an earlier process
    public boolean returned(Issued issued, Answer answer, State state, Instant now) {
        if (!inFlight.returned(issued)) {
            return false;
        }
        heard(answer, now);
        switch (issued.call()) {
            case Call.Describe _ -> described(answer, now);
            case Call.Observe _ -> observed(answer, state, now);
            case Call.Submit(var batch) -> {
                boolean answered = answered(answer, now);
                var outcomes = answered && answer instanceof Answer.Submissions(var given)
                        ? Optional.of(given)
                        : Optional.<List<Submitted>>empty();
                submissions.submitted(batch, outcomes, now);
            }
            case Call.Find(var asked) -> submissions.found(asked, answered(answer, now));
            case Call.Stop(var orders) -> endings.stopped(orders, answered(answer, now));
            case Call.Forget(var asked) -> endings.forgotten(asked, answered(answer, now));
            case Call.Remove(var volume) -> {
                if (!answered(answer, now)) {
                    removing.remove(volume);
                }
            }
        }
        return true;
    }

    private void described(Answer answer, Instant now) {
        if (answer instanceof Answer.Described(var fresh)) {
            description = Optional.of(fresh);
        } else {
            describeAt = now.plus(Duration.ofSeconds(1));
        }
    }

    private void observed(Answer answer, State state, Instant now) {
        if (!(answer instanceof Answer.Observed(var observation))) {
            observing.failed(now);
            cursor = Cursor.START;
            return;
        }
        observing.worked();
        cursor = observation.next();
        state.work().findSite(site).ifPresent(live -> endings.observed(live, state, observation));
    }

    private boolean answered(Answer answer, Instant now) {
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
}

package org.tombolo.model.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.AttemptId;
import org.tombolo.model.SiteId;
import org.tombolo.model.fact.AttemptAccepted;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptEvent;
import org.tombolo.model.fact.AttemptFenced;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.fact.AttemptReadied;
import org.tombolo.model.fact.AttemptStarted;
import org.tombolo.model.fact.AttemptStopping;
import org.tombolo.model.state.AttemptState.Accepted;
import org.tombolo.model.state.AttemptState.Active;
import org.tombolo.model.state.AttemptState.Ended;
import org.tombolo.model.state.AttemptState.Placed;
import org.tombolo.model.state.AttemptState.Running;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.Usage;
import org.tombolo.model.work.Whereabouts;

/// One try of a task at one site. Immutable: `after` is the only way to move it.
///
/// @param handle what the site calls it, once it has told
/// @param stop   set when its end was ordered
public record Attempt(
        AttemptId id,
        SiteId site,
        Grant grant,
        Optional<AttemptId> behind,
        Instant placedAt,
        Optional<String> handle,
        Optional<Stop> stop,
        AttemptState state)
        implements Entity {
    /// An ordered end.
    ///
    /// @param grace between the polite signal and the kill
    public record Stop(Instant at, Duration grace, Cause cause) {}

    private record Step(AttemptState state, AttemptEvent event) {}

    public static Attempt placed(AttemptPlaced fact, Instant at) {
        return new Attempt(
                fact.attempt(),
                fact.site(),
                fact.grant(),
                fact.behind(),
                at,
                Optional.empty(),
                Optional.empty(),
                new AttemptState.Placed());
    }

    /// @param now the time of the fact's journal row
    public Attempt after(AttemptEvent event, Instant now) {
        return switch (new Step(state, event)) {
            case Step(Ended _, AttemptEvent _) -> this; // sites may report late, or twice
            case Step(Placed _, AttemptAccepted(var _, var name)) -> with(name, new Accepted());
            case Step(Active _, AttemptAccepted(var _, var name)) -> with(name, state);
            case Step(Running(var _, var old, var _, var _), AttemptStarted started) ->
                started.incarnation() > old ? with(running(started, now)) : this;
            case Step(Active _, AttemptStarted started) -> with(running(started, now));
            case Step(Running(var since, var incarnation, var _, var where), AttemptReadied(var _, var ready)) ->
                with(new Running(since, incarnation, ready, where));
            case Step(Active _, AttemptStopping(var _, var grace, var cause)) ->
                new Attempt(id, site, grant, behind, placedAt, handle, Optional.of(new Stop(now, grace, cause)), state);
            case Step(Active _, AttemptEnded(var _, var startedAt, var at, var cause, var usage)) ->
                with(new Ended(startedAt, at, cause, usage, false));
            case Step(Active _, AttemptFenced(var _, var why)) ->
                with(new Ended(startedAt(), now, new Cause.Lost(why), Usage.UNKNOWN, true));
            case Step(var from, var what) -> throw new IllegalTransition(id, from, what);
        };
    }

    private static Running running(AttemptStarted started, Instant now) {
        return new Running(earlier(started.at(), now), started.incarnation(), false, started.where());
    }

    /// A site's clock may be ahead of ours.
    private static Instant earlier(Instant at, Instant now) {
        return at.isAfter(now) ? now : at;
    }

    public boolean isActive() {
        return state instanceof Active;
    }

    /// It was given up, and may still run where nobody sees it.
    public boolean isFenced() {
        return state instanceof Ended ended && ended.fenced();
    }

    public boolean isReady() {
        return state instanceof Running running && running.ready();
    }

    /// Where it runs, where its site decides this itself.
    public Optional<Whereabouts> where() {
        return state instanceof Running running ? running.where() : Optional.empty();
    }

    /// Port name → number.
    public SequencedMap<String, Integer> ports() {
        return where().map(Whereabouts::ports).orElse(grant.ports());
    }

    public Optional<Instant> startedAt() {
        return switch (state) {
            case Placed(), Accepted() -> Optional.empty();
            case Running running -> Optional.of(running.since());
            case Ended ended -> ended.startedAt();
        };
    }

    private Attempt with(AttemptState next) {
        return new Attempt(id, site, grant, behind, placedAt, handle, stop, next);
    }

    private Attempt with(String name, AttemptState next) {
        return new Attempt(id, site, grant, behind, placedAt, Optional.of(name), stop, next);
    }
}

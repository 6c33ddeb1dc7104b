package org.tombolo.control.sites;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.command.Command;
import org.tombolo.control.command.Decision;
import org.tombolo.control.reconcile.Answer;
import org.tombolo.control.reconcile.Call;
import org.tombolo.control.reconcile.Report;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.engine.Description;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Submitted;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.fact.AttemptAccepted;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptForgotten;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.HostJoined;
import org.tombolo.model.fact.HostLeft;
import org.tombolo.model.fact.QueuesChanged;
import org.tombolo.model.fact.SiteHeard;
import org.tombolo.model.fact.SiteJoined;
import org.tombolo.model.fact.SiteSilent;
import org.tombolo.model.fact.VolumeRemoved;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.Usage;

/// What sites say, as facts. A site's answer about an attempt that is not live, or that moved on, changes nothing.
public final class SiteDecisions {
    private SiteDecisions() {}

    public static Decision connect(State state, Command.Connect asked) {
        var known = state.work().findSite(asked.site()).map(LiveSite::site);
        boolean same = known.filter(site ->
                        site.engine().equals(asked.engine()) && site.lostAfter().equals(asked.lostAfter()))
                .isPresent();
        return same
                ? Decision.nothing()
                : Decision.write(List.of(new SiteJoined(asked.site(), asked.engine(), asked.lostAfter())));
    }

    public static Decision reported(State state, Report report, Instant now) {
        return switch (report) {
            case Report.Withdrawn(var id) ->
                state.attempt(id)
                        .filter(attempt -> attempt.state() instanceof AttemptState.Placed)
                        .flatMap(attempt -> attempt.stop()
                                .map(stop -> Decision.write(List.of(
                                        new AttemptEnded(id, Optional.empty(), now, stop.cause(), Usage.UNKNOWN)))))
                        .orElse(Decision.nothing());
            case Report.Silent(var site, var since) ->
                state.work()
                        .findSite(site)
                        .filter(live -> live.site().silentSince().isEmpty())
                        .map(live -> Decision.write(List.of(new SiteSilent(site, since))))
                        .orElse(Decision.nothing());
        };
    }

    public static Decision returned(State state, SiteId site, Call call, Answer answer, Instant now) {
        var live = state.work().findSite(site);
        if (live.isEmpty() || answer instanceof Answer.Failed) {
            return Decision.nothing();
        }
        var facts = new ArrayList<Fact>();
        if (live.get().site().silentSince().isPresent()) {
            facts.add(new SiteHeard(site));
        }
        facts.addAll(facts(state, live.get(), call, answer, now));
        return new Decision.Write(facts, "");
    }

    private static List<? extends Fact> facts(State state, LiveSite site, Call call, Answer answer, Instant now) {
        return switch (answer) {
            case Answer.Described(var description) -> described(site, description);
            case Answer.Observed(var observation) -> observed(state, observation);
            case Answer.Submissions(var outcomes) ->
                outcomes.stream()
                        .flatMap(outcome -> submitted(state, outcome, now).stream())
                        .toList();
            case Answer.Findings(var found) ->
                found.stream()
                        .filter(each -> isPlaced(state.attempt(each.attempt())))
                        .map(each -> new AttemptAccepted(each.attempt(), each.handle()))
                        .toList();
            case Answer.Forgettings(var forgotten) ->
                forgotten.stream()
                        .filter(each -> site.isToForget(each.attempt()))
                        .map(each -> new AttemptForgotten(each.attempt(), each.logs()))
                        .toList();
            case Answer.Carried() ->
                call instanceof Call.Remove(VolumeId volume)
                        ? List.of(new VolumeRemoved(volume, site.id()))
                        : List.of();
            case Answer.Failed _ -> List.of();
        };
    }

    private static List<Fact> observed(State state, Observation observation) {
        var current = observation.current();
        var facts = new ArrayList<Fact>(Pins.facts(state, current));
        for (var seen : current) {
            state.attempt(seen.attempt()).ifPresent(attempt -> facts.addAll(Sightings.facts(attempt, seen)));
        }
        return facts;
    }

    private static List<Fact> described(LiveSite site, Description description) {
        var facts = new ArrayList<Fact>();
        for (var host : description.hosts()) {
            var known = site.room(host.name()).map(room -> room.capacity());
            if (!known.equals(Optional.of(host))) {
                facts.add(new HostJoined(site.id(), host));
            }
        }
        var names = description.hosts().stream().map(HostCapacity::name).toList();
        for (var room : site.rooms()) {
            if (!names.contains(room.capacity().name()) && room.grants() == 0) {
                facts.add(new HostLeft(site.id(), room.capacity().name()));
            }
        }
        if (!site.queues().equals(description.queues())) {
            facts.add(new QueuesChanged(site.id(), description.queues()));
        }
        return facts;
    }

    private static Optional<Fact> submitted(State state, Submitted outcome, Instant now) {
        if (!isPlaced(state.attempt(outcome.attempt()))) {
            return Optional.empty();
        }
        return switch (outcome) {
            case Submitted.Accepted(var id, var handle) -> Optional.of(new AttemptAccepted(id, handle));
            case Submitted.Refused(var id, var why, var permanent) ->
                permanent
                        ? Optional.of(
                                new AttemptEnded(id, Optional.empty(), now, new Cause.Refused(why), Usage.UNKNOWN))
                        : Optional.empty();
            case Submitted.Unknown _ -> Optional.empty();
        };
    }

    private static boolean isPlaced(Optional<Attempt> attempt) {
        return attempt.filter(one -> one.state() instanceof AttemptState.Placed).isPresent();
    }
}

package org.tombolo.control.loop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.control.command.Command;
import org.tombolo.control.command.Decision;
import org.tombolo.control.door.Request;
import org.tombolo.control.projects.ProjectDecisions;
import org.tombolo.control.runs.RunDecisions;
import org.tombolo.control.secrets.SecretDecisions;
import org.tombolo.control.sites.Fence;
import org.tombolo.control.sites.SiteDecisions;
import org.tombolo.control.state.State;
import org.tombolo.control.state.Timer;
import org.tombolo.control.volumes.VolumeDecisions;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.RequestAnswered;
import org.tombolo.model.fact.RequestExpired;

/// Every command and what decides on it: the table of contents of the control loop.
final class Decisions {
    private final RunDecisions runs;

    private final VolumeDecisions volumes;

    Decisions(RunDecisions runs, VolumeDecisions volumes) {
        this.runs = runs;
        this.volumes = volumes;
    }

    Decision decide(State state, Command command, Instant now) {
        return switch (command) {
            case Command.Asked(var request) -> once(state, request);
            case Command.Returned(var issued, var answer) ->
                SiteDecisions.returned(state, issued.site(), issued.call(), answer, now);
            case Command.Reported(var report) -> SiteDecisions.reported(state, report, now);
            case Command.Due(var what) -> due(state, what, now);
            case Command.Connect connect -> SiteDecisions.connect(state, connect);
            case Command.Found found -> ProjectDecisions.found(state, found);
        };
    }

    /// A request that was answered gets the same answer again.
    private Decision once(State state, Request request) {
        var before = state.directory().request(request.id());
        if (before.isPresent()) {
            return before.get().user().equals(request.by())
                    ? Decision.write(before.get().answer())
                    : Decision.refuse(
                            ErrorCode.CONFLICT, "request id %s was used already; draw another".formatted(request.id()));
        }
        var decision = decide(state, request);
        if (decision instanceof Decision.Write(var facts, var answer)) {
            var all = new ArrayList<Fact>(facts);
            all.add(new RequestAnswered(request.id(), request.by(), answer));
            return new Decision.Write(all, answer);
        }
        return decision;
    }

    private Decision decide(State state, Request request) {
        return switch (request) {
            case Request.StartRun start -> runs.start(state, start);
            case Request.Rerun rerun -> runs.rerun(state, rerun);
            case Request.StopRun stop -> RunDecisions.stop(state, stop);
            case Request.CreateProject create -> ProjectDecisions.create(state, create);
            case Request.CreateUser create -> ProjectDecisions.create(state, create);
            case Request.SetMember set -> ProjectDecisions.set(state, set);
            case Request.RemoveMember remove -> ProjectDecisions.remove(state, remove);
            case Request.IssueToken issue -> ProjectDecisions.issue(state, issue);
            case Request.RevokeToken revoke -> ProjectDecisions.revoke(state, revoke);
            case Request.CreateVolume create -> volumes.create(state, create);
            case Request.SetSecret set -> SecretDecisions.set(state, set);
            case Request.RemoveSecret remove -> SecretDecisions.remove(state, remove);
            case Request.RemoveVolume remove -> VolumeDecisions.remove(state, remove);
        };
    }

    private static Decision due(State state, Timer.Kind what, Instant now) {
        return switch (what) {
            case Timer.AttemptTimeout(var attempt) -> RunDecisions.timedOut(state, attempt);
            case Timer.RetryDue(var task) -> RunDecisions.retry(state, task);
            case Timer.SiteLost(var site) -> Fence.lost(state, site, now);
            case Timer.RequestOld(var request) -> Decision.write(List.of(new RequestExpired(request)));
            case Timer.VolumeOld(var volume, var site) -> VolumeDecisions.old(state, volume, site);
        };
    }
}

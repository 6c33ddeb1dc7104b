package org.tombolo.control.sites;

import java.util.ArrayList;
import java.util.List;
import org.tombolo.engine.Seen;
import org.tombolo.model.fact.AttemptAccepted;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptEvent;
import org.tombolo.model.fact.AttemptReadied;
import org.tombolo.model.fact.AttemptStarted;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.work.Cause;

/// What it means that a site shows an attempt as it does: the difference to what is known, as facts.
final class Sightings {
    private Sightings() {}

    static List<AttemptEvent> facts(Attempt attempt, Seen seen) {
        if (!attempt.isActive() || seen.incarnation() < incarnation(attempt)) {
            return List.of(); // late, or of an incarnation that was requeued
        }
        var facts = new ArrayList<AttemptEvent>();
        if (attempt.state() instanceof AttemptState.Placed) {
            facts.add(new AttemptAccepted(attempt.id(), attempt.handle().orElse("")));
        }
        switch (seen.state()) {
            case Seen.State.Waiting() -> {}
            case Seen.State.Running(var since, var ready) -> {
                boolean known =
                        attempt.state() instanceof AttemptState.Running && seen.incarnation() == incarnation(attempt);
                if (!known) {
                    facts.add(new AttemptStarted(attempt.id(), since, seen.incarnation(), seen.where()));
                }
                if (ready != (known && attempt.isReady())) {
                    facts.add(new AttemptReadied(attempt.id(), ready));
                }
            }
            case Seen.State.Ended(var startedAt, var at, var cause, var usage) ->
                facts.add(new AttemptEnded(attempt.id(), startedAt, at, cause(attempt, cause), usage));
        }
        return facts;
    }

    private static int incarnation(Attempt attempt) {
        return attempt.state() instanceof AttemptState.Running running ? running.incarnation() : 0;
    }

    /// An attempt that was told to stop ended because of that, unless the site names another cause.
    private static Cause cause(Attempt attempt, Cause told) {
        return switch (told) {
            case Cause.Exit _, Cause.VolumeFull _, Cause.Signal _, Cause.Stopped _ ->
                attempt.stop().map(Attempt.Stop::cause).orElse(told);
            case Cause.OutOfMemory _,
                    Cause.Timeout _,
                    Cause.Preempted _,
                    Cause.NodeLost _,
                    Cause.Refused _,
                    Cause.Lost _,
                    Cause.StagingFailed _ -> told;
        };
    }
}

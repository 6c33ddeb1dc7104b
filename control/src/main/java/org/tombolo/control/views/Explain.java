package org.tombolo.control.views;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.door.Explanation;
import org.tombolo.control.placements.Queueing;
import org.tombolo.control.runs.Dependencies;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.State;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.state.Task;
import org.tombolo.model.work.Outcome;

/// Why each node of a run is where it is.
public final class Explain {
    private Explain() {}

    public static List<Explanation> run(State state, LiveRun run) {
        return run.jobs().stream().map(job -> job(state, run, job)).toList();
    }

    private static Explanation job(State state, LiveRun run, LiveJob job) {
        var name = job.id().name();
        var outcome = job.job().outcome();
        if (outcome.isPresent()) {
            return new Explanation(name, "ended", told(outcome.get()), Optional.empty());
        }
        if (!job.job().isReleased()) {
            var reason = switch (Dependencies.standing(run, job)) {
                case Dependencies.Standing.Open(var waitsFor) -> waitsFor;
                case Dependencies.Standing.Impossible(var because) -> because;
                case Dependencies.Standing.Holds() -> "is about to be released";
            };
            return new Explanation(name, "waiting", reason, Optional.empty());
        }
        return released(state, job);
    }

    private static Explanation released(State state, LiveJob job) {
        var name = job.id().name();
        var where = job.job()
                .choice()
                .map(choice -> "site " + choice.site() + ", " + choice.reason())
                .orElse("");
        if (job.running() > 0) {
            boolean waitsForProbe = job.spec() instanceof ServiceSpec && job.ready() < job.size();
            return new Explanation(
                    name,
                    job.ready() > 0 ? "ready" : "running",
                    "%d of %d run at %s%s%s%s"
                            .formatted(
                                    job.running(),
                                    job.size(),
                                    where,
                                    waitsForProbe ? "; its readiness probe has not passed yet" : "",
                                    Waiting.of(state, job).map(Waiting::others).orElse(""),
                                    Waiting.ends(state, job)
                                            .map("; its site ends it at %s"::formatted)
                                            .orElse("")),
                    waitsForProbe
                            ? Optional.of(
                                    "look at its log: tombolo logs " + job.id().run() + " " + name)
                            : Optional.empty());
        }
        var delayed = delayed(job);
        if (delayed.isPresent()) {
            return new Explanation(
                    name,
                    "delayed",
                    "is tried again at %s; last: %s"
                            .formatted(
                                    delayed.get().until(), delayed.get().last().text()),
                    Optional.empty());
        }
        var waiting = Waiting.of(state, job);
        if (waiting.isPresent()) {
            return new Explanation(
                    name,
                    "queued",
                    waiting.get().text(where),
                    waiting.get().waits().remedy());
        }
        boolean starting = job.tasks().stream()
                .flatMap(task -> task.attempt().stream())
                .anyMatch(attempt -> attempt.state() instanceof AttemptState.Accepted
                        || attempt.state() instanceof AttemptState.Placed);
        if (starting) {
            return new Explanation(name, "starting", "is being started at " + where, Optional.empty());
        }
        return Queueing.explain(state, job);
    }

    private static Optional<Task.Phase.Delayed> delayed(LiveJob job) {
        return job.tasks().stream()
                .map(task -> task.task().phase())
                .filter(Task.Phase.Delayed.class::isInstance)
                .map(Task.Phase.Delayed.class::cast)
                .min(Comparator.comparing(Task.Phase.Delayed::until));
    }

    private static String told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded() -> "succeeded";
            case Outcome.Failed(var why) -> "failed: " + why;
            case Outcome.Stopped(var why) -> "stopped: " + why;
            case Outcome.Skipped(var because) -> "skipped, because " + because;
            case Outcome.Kept(var from) -> "kept from run %s: same inputs, image and command".formatted(from);
        };
    }
}

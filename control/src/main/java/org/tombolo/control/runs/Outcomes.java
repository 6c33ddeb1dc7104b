package org.tombolo.control.runs;

import java.util.Optional;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.work.Outcome;

/// How a run ends.
public final class Outcomes {
    private Outcomes() {}

    static Outcome of(LiveRun run) {
        var stopped = run.jobs().stream()
                .anyMatch(job -> job.job()
                        .outcome()
                        .map(Outcome.Stopped.class::isInstance)
                        .orElse(false));
        if (stopped && run.run().stopping().isPresent()) {
            return new Outcome.Stopped(run.run().stopping().get());
        }
        return failure(run).<Outcome>map(Outcome.Failed::new).orElseGet(Outcome.Succeeded::new);
    }

    /// The first job that failed, was stopped by itself, and whose failure nobody dealt with: no dependant on its
    /// failure or any end succeeded.
    public static Optional<String> failure(LiveRun run) {
        return run.jobs().stream()
                .filter(job -> isBad(job) && !isHandled(run, job))
                .findFirst()
                .map(job -> "%s %s"
                        .formatted(job.id().name(), told(job.job().outcome().orElseThrow())));
    }

    private static boolean isBad(LiveJob job) {
        return job.job()
                .outcome()
                .map(outcome -> switch (outcome) {
                    case Outcome.Failed _, Outcome.Stopped _ -> true;
                    case Outcome.Succeeded _, Outcome.Skipped _, Outcome.Kept _ -> false;
                })
                .orElse(false);
    }

    private static boolean isHandled(LiveRun run, LiveJob failed) {
        return run.jobs().stream()
                .filter(job -> job.job().outcome().map(Outcome::isGood).orElse(false))
                .anyMatch(job -> job.spec().dependsOn().stream()
                        .anyMatch(on -> on.name().equals(failed.id().name())
                                && (on.on() == Dependency.On.FAILED || on.on() == Dependency.On.ENDED)));
    }

    private static String told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded() -> "succeeded";
            case Outcome.Failed(var why) -> "failed: " + why;
            case Outcome.Stopped(var why) -> "was stopped: " + why;
            case Outcome.Skipped(var because) -> "was skipped: " + because;
            case Outcome.Kept(var from) -> "was kept from run " + from;
        };
    }
}

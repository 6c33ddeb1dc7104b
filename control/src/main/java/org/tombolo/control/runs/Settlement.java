package org.tombolo.control.runs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.command.Turn;
import org.tombolo.control.placements.SiteChooser;
import org.tombolo.control.placements.Storage;
import org.tombolo.control.reconcile.Shapes;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.model.VolumeId;
import org.tombolo.model.fact.AttemptStopping;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.JobEnded;
import org.tombolo.model.fact.JobReleased;
import org.tombolo.model.fact.JobStopping;
import org.tombolo.model.fact.RunEnded;
import org.tombolo.model.fact.TaskDelayed;
import org.tombolo.model.fact.TaskEnded;
import org.tombolo.model.fact.VolumeKept;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.state.Run;
import org.tombolo.model.state.Task;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Outcome;
import org.tombolo.model.work.SiteChoice;

/// What follows from what has happened: an attempt's end ends or delays its task, the last task ends the job, the job's
/// end releases or skips
/// others, the last job's end ends the run. Runs after every command until nothing follows any more.
public final class Settlement {
    private static final String UNNEEDED = "nothing needs it any more";
    private static final Duration SERVICE_GRACE = Duration.ofSeconds(10);

    private final SiteChooser chooser;
    private final Storage storage;

    public Settlement(SiteChooser chooser, Storage storage) {
        this.chooser = chooser;
        this.storage = storage;
    }

    public void settle(Turn turn) {
        var dirty = turn.state().dirty();
        boolean more = true;
        while (more) {
            more = false;
            for (var attempt : dirty.takeEnded()) {
                attemptEnded(turn, attempt);
                more = true;
            }
            var job = dirty.takeJob();
            if (job.isPresent()) {
                turn.state().work().findJob(job.get()).ifPresent(live -> settle(turn, live));
                more = true;
                continue;
            }
            var run = dirty.takeRun();
            if (run.isPresent()) {
                turn.state().work().findRun(run.get()).ifPresent(live -> settle(turn, live));
                more = true;
            }
        }
    }

    private static void attemptEnded(Turn turn, Attempt attempt) {
        var job = turn.state().work().findJob(attempt.id().job());
        var task = job.flatMap(live -> live.task(attempt.id().task().index())).map(live -> live.task());
        if (task.isEmpty()
                || !(task.get().phase() instanceof Task.Phase.Trying)
                || task.get().attempts() != attempt.id().attempt()) {
            return;
        }
        var cause = ((AttemptState.Ended) attempt.state()).cause();
        turn.write(next(turn, job.get(), task.get(), attempt, cause));
    }

    private static Fact next(Turn turn, LiveJob job, Task task, Attempt attempt, Cause cause) {
        if (job.job().stopping().isPresent()) {
            return new TaskEnded(task.id(), whenStopping(job, cause));
        }
        if (cause.isSuccess() && !(job.spec() instanceof ServiceSpec)) {
            return new TaskEnded(task.id(), new Outcome.Succeeded());
        }
        return Retries.again(job, attempt, cause, task.attempts(), turn.now())
                .<Fact>map(again -> new TaskDelayed(task.id(), again.until(), cause, task.attempts()))
                .orElseGet(() -> new TaskEnded(
                        task.id(),
                        cause instanceof Cause.Stopped(var why)
                                ? new Outcome.Stopped(why)
                                : new Outcome.Failed(cause.text())));
    }

    private static Outcome whenStopping(LiveJob job, Cause cause) {
        if (cause.isSuccess() || job.spec() instanceof ServiceSpec) {
            return new Outcome.Succeeded();
        }
        return new Outcome.Stopped(job.job().stopping().orElseThrow());
    }

    private void settle(Turn turn, LiveJob job) {
        if (job.job().stopping().isPresent() && !job.job().isEnded()) {
            for (var task : List.copyOf(job.tasks())) {
                task.attempt()
                        .filter(attempt -> attempt.stop().isEmpty())
                        .ifPresent(attempt -> turn.write(new AttemptStopping(
                                attempt.id(),
                                SERVICE_GRACE,
                                new Cause.Stopped(job.job().stopping().orElseThrow()))));
            }
        }
        if (job.job().isReleased() && job.isDone()) {
            turn.write(new JobEnded(job.id(), outcome(job)));
        } else if (!job.job().isEnded()
                && !job.job().isReleased()
                && job.job().stopping().isPresent()) {
            turn.write(new JobEnded(
                    job.id(), new Outcome.Stopped(job.job().stopping().get())));
        }
        if (job.spec() instanceof ServiceSpec) {
            readiness(turn, job.run());
        }
    }

    /// A service's readiness releases others.
    private void readiness(Turn turn, LiveRun run) {
        for (var job : run.jobs()) {
            release(turn, run, job);
        }
    }

    private static Outcome outcome(LiveJob job) {
        var now = job.job();
        if (now.succeeded() == job.size()) {
            return new Outcome.Succeeded();
        }
        if (now.stopping().isPresent()) {
            return job.spec() instanceof ServiceSpec && now.failed() == 0
                    ? new Outcome.Succeeded()
                    : new Outcome.Stopped(now.stopping().get());
        }
        var first = now.firstFailure().orElse("");
        return new Outcome.Failed(
                job.size() == 1
                        ? first.substring(first.indexOf(": ") + 2)
                        : "%d of %d tasks failed; first %s".formatted(now.failed(), job.size(), first));
    }

    private void settle(Turn turn, LiveRun run) {
        var stopping = run.run().stopping();
        for (var job : List.copyOf(run.jobs())) {
            if (stopping.isPresent()
                    && !job.job().isEnded()
                    && job.job().stopping().isEmpty()) {
                turn.write(new JobStopping(job.id(), stopping.get()));
            } else {
                release(turn, run, job);
            }
        }
        services(turn, run);
        if (run.open() == 0) {
            turn.write(new RunEnded(run.id(), Outcomes.of(run)));
        }
    }

    private void release(Turn turn, LiveRun run, LiveJob job) {
        if (job.job().isEnded()
                || job.job().isReleased()
                || job.job().stopping().isPresent()) {
            return;
        }
        switch (Dependencies.standing(run, job)) {
            case Dependencies.Standing.Open _ -> {}
            case Dependencies.Standing.Impossible(var because) ->
                turn.write(new JobEnded(job.id(), new Outcome.Skipped(because)));
            case Dependencies.Standing.Holds() -> {
                // Results of those that would need it may have been kept.
                if (job.spec() instanceof ServiceSpec service && !service.persist() && isUnneeded(run, job, false)) {
                    turn.write(new JobEnded(job.id(), new Outcome.Skipped(UNNEEDED)));
                } else {
                    release(turn, job);
                }
            }
        }
    }

    private void release(Turn turn, LiveJob job) {
        var run = job.run().run();
        var volumes = SiteChooser.volumes(run, job.spec());
        var choice = chooser.choose(turn.state(), run.site(), job.spec(), volumes);
        if (choice.isEmpty()) {
            var why = chooser.refusals(turn.state(), run.site(), job.spec(), volumes);
            turn.write(new JobEnded(job.id(), new Outcome.Failed("no site can run it: " + why)));
            return;
        }
        var kept = keepVolumes(turn, run, choice.get(), volumes);
        turn.write(
                kept.isEmpty()
                        ? new JobReleased(job.id(), choice.get())
                        : new JobEnded(job.id(), new Outcome.Failed(kept.get())));
    }

    /// @return why a volume cannot be there; empty: all are
    private Optional<String> keepVolumes(Turn turn, Run run, SiteChoice choice, List<VolumeId> volumes) {
        for (var spec : run.workflow().volumes().values()) {
            var volume = Shapes.volumeId(run, spec);
            if (!volumes.contains(volume)) {
                continue;
            }
            switch (storage.choose(turn.state(), choice.site(), run.project(), spec, volume)) {
                case Storage.Choice.Made(var provision) -> {
                    if (turn.state().work().volume(volume).isEmpty()) {
                        turn.write(new VolumeKept(volume, choice.site(), Optional.of(provision)));
                    }
                }
                case Storage.Choice.Refused(var _, var why) -> {
                    return Optional.of("volume %s: %s".formatted(spec.name(), why));
                }
            }
        }
        return Optional.empty();
    }

    /// Services that nobody needs any more are stopped: those that do not persist when their dependants have ended, all
    /// when a job of the
    /// run has failed for good and nothing else runs.
    private static void services(Turn turn, LiveRun run) {
        boolean jobsEnded = run.jobs().stream()
                .filter(job -> !(job.spec() instanceof ServiceSpec))
                .allMatch(job -> job.job().isEnded());
        boolean failed = jobsEnded && Outcomes.failure(run).isPresent();
        for (var job : run.jobs()) {
            if (job.spec() instanceof ServiceSpec service
                    && !job.job().isEnded()
                    && job.job().stopping().isEmpty()) {
                if (failed) {
                    turn.write(new JobStopping(job.id(), "the run has failed"));
                } else if (!service.persist() && isUnneeded(run, job, jobsEnded)) {
                    turn.write(
                            job.job().isReleased()
                                    ? new JobStopping(job.id(), UNNEEDED)
                                    : new JobEnded(job.id(), new Outcome.Skipped(UNNEEDED)));
                }
            }
        }
    }

    private static boolean isUnneeded(LiveRun run, LiveJob service, boolean jobsEnded) {
        var dependants = run.jobs().stream()
                .filter(job -> job.spec().dependsOn().stream()
                        .map(Dependency::name)
                        .anyMatch(service.id().name()::equals))
                .toList();
        return dependants.isEmpty()
                ? jobsEnded
                : dependants.stream().allMatch(job -> job.job().isEnded());
    }
}

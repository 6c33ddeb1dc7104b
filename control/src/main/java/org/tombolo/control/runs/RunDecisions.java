package org.tombolo.control.runs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.command.Decision;
import org.tombolo.control.door.Plan;
import org.tombolo.control.door.Request;
import org.tombolo.control.placements.Planner;
import org.tombolo.control.state.State;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.JobId;
import org.tombolo.model.TaskId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.fact.AttemptStopping;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.ImagePinned;
import org.tombolo.model.fact.JobEnded;
import org.tombolo.model.fact.JobStopping;
import org.tombolo.model.fact.RunStarted;
import org.tombolo.model.fact.RunStopping;
import org.tombolo.model.fact.TaskDelayed;
import org.tombolo.model.spec.Again;
import org.tombolo.model.state.Task;
import org.tombolo.model.state.Volume;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Outcome;

/// Starting and stopping runs, and the timers of their tasks.
public final class RunDecisions {
    private static final Duration TIMEOUT_GRACE = Duration.ofSeconds(10);

    private final Planner planner;

    public RunDecisions(Planner planner) {
        this.planner = planner;
    }

    public Decision start(State state, Request.StartRun asked) {
        return start(
                state,
                new RunStarted(
                        asked.run(),
                        asked.project(),
                        asked.by(),
                        asked.name(),
                        asked.labels(),
                        asked.workflow(),
                        asked.upload(),
                        asked.site(),
                        asked.env(),
                        asked.priority(),
                        Optional.empty()),
                List.of());
    }

    private Decision start(State state, RunStarted fact, List<Fact> more) {
        if (state.directory().project(fact.project()).isEmpty()) {
            return Decision.refuse(ErrorCode.NOT_FOUND, "no project " + fact.project());
        }
        var same = state.work().findRun(fact.run());
        if (same.isPresent()) {
            return same.get().run().user().equals(fact.user())
                            && same.get().run().project().equals(fact.project())
                    ? Decision.write(fact.run().value())
                    : Decision.refuse(ErrorCode.CONFLICT, "run " + fact.run() + " is there already; draw another id");
        }
        var plan = planner.plan(state, fact.project(), fact.workflow(), fact.site());
        if (!plan.problems().isEmpty()) {
            return Decision.refuse(ErrorCode.UNSUPPORTED, text(plan));
        }
        var facts = new ArrayList<Fact>();
        facts.add(fact);
        facts.addAll(more);
        return new Decision.Write(facts, fact.run().value());
    }

    /// Another run of the same workflow, in which jobs may have ended before it begins.
    public Decision rerun(State state, Request.Rerun asked) {
        var before = asked.of().run();
        var kept = KeptJobs.of(asked.of(), asked.keep());
        var gone = kept.volumes().stream()
                .map(name -> new VolumeId.OfRun(before.id(), name))
                .filter(volume -> state.work().volume(volume).isEmpty()
                        || state.work().volume(volume).stream().anyMatch(Volume::removing))
                .findFirst();
        if (gone.isPresent()) {
            return Decision.refuse(
                    ErrorCode.CONFLICT,
                    "run %s: its volume \"%s\" is gone, and with it results that could be kept (volumes of ended runs stay for 24 hours); \"tombolo rerun %1$s --all\" keeps nothing"
                            .formatted(before.id(), gone.get().name()));
        }
        var again = Again.of(before.id(), kept.workflow(), kept.volumes());
        var more = new ArrayList<Fact>();
        if (asked.keep() != Request.Keep.NOTHING) {
            before.images().forEach((image, digest) -> more.add(new ImagePinned(asked.run(), image, digest)));
        }
        kept.jobs().forEach(job -> more.add(new JobEnded(new JobId(asked.run(), job), new Outcome.Kept(before.id()))));
        return start(
                state,
                new RunStarted(
                        asked.run(),
                        before.project(),
                        asked.by(),
                        asked.name().or(before::name),
                        before.labels(),
                        again.fill(kept.workflow()),
                        before.upload(),
                        before.site(),
                        before.env(),
                        before.priority(),
                        Optional.of(again)),
                more);
    }

    private static String text(Plan plan) {
        var lines = plan.problems().stream()
                .map(problem -> problem.path() + ": " + problem.reason())
                .toList();
        return String.join("\n", lines);
    }

    public static Decision stop(State state, Request.StopRun asked) {
        var run = state.work().findRun(asked.run());
        if (run.isEmpty()) {
            return Decision.refuse(ErrorCode.CONFLICT, "run " + asked.run() + " has ended");
        }
        var why = "by " + asked.by();
        var facts = new ArrayList<Fact>();
        if (asked.job().isEmpty()) {
            if (run.get().run().stopping().isEmpty()) {
                facts.add(new RunStopping(asked.run(), why));
            }
        } else {
            var job = run.get().job(asked.job().get());
            if (job.isEmpty()) {
                return Decision.refuse(
                        ErrorCode.NOT_FOUND,
                        "run %s has no job %s"
                                .formatted(asked.run(), asked.job().get()));
            }
            if (!job.get().job().isEnded() && job.get().job().stopping().isEmpty()) {
                facts.add(new JobStopping(job.get().id(), why));
            }
        }
        run.get().jobs().stream()
                .filter(job -> asked.job().isEmpty()
                        || asked.job().get().equals(job.id().name()))
                .flatMap(job -> job.tasks().stream())
                .flatMap(task -> task.attempt().stream())
                .filter(attempt -> attempt.stop().isEmpty())
                .forEach(
                        attempt -> facts.add(new AttemptStopping(attempt.id(), asked.grace(), new Cause.Stopped(why))));
        return new Decision.Write(facts, asked.run().value());
    }

    /// The attempt has run for as long as it may.
    public static Decision timedOut(State state, AttemptId id) {
        var attempt =
                state.attempt(id).filter(one -> one.isActive() && one.stop().isEmpty());
        var limit = state.work()
                .findJob(id.job())
                .flatMap(job -> job.spec().policy().timeout());
        if (attempt.isEmpty() || limit.isEmpty()) {
            return Decision.nothing();
        }
        return Decision.write(List.of(new AttemptStopping(id, TIMEOUT_GRACE, new Cause.Timeout(limit.get()))));
    }

    /// The task's wait is over.
    public static Decision retry(State state, TaskId id) {
        var task = state.work()
                .findJob(id.job())
                .flatMap(job -> job.task(id.index()))
                .map(live -> live.task());
        return task.filter(found -> found.phase() instanceof Task.Phase.Delayed)
                .map(found -> Decision.write(List.of(new TaskDelayed(
                        id,
                        ((Task.Phase.Delayed) found.phase()).until(),
                        ((Task.Phase.Delayed) found.phase()).last(),
                        found.attempts()))))
                .orElse(Decision.nothing());
    }
}

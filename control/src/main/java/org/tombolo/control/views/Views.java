package org.tombolo.control.views;

import java.util.List;
import java.util.Optional;
import org.tombolo.control.door.AttemptView;
import org.tombolo.control.door.HostView;
import org.tombolo.control.door.JobView;
import org.tombolo.control.door.RunView;
import org.tombolo.control.door.SiteView;
import org.tombolo.control.door.TaskView;
import org.tombolo.control.door.Version;
import org.tombolo.control.reconcile.Addresses;
import org.tombolo.control.runs.Outcomes;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.LiveTask;
import org.tombolo.control.state.State;
import org.tombolo.engine.Description;
import org.tombolo.model.JobId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.Remarks;

/// The live state as people see it.
public final class Views {
    private static final int SAMPLE = 4;

    private Views() {}

    /// Newest first.
    public static List<RunView> runs(
            State state, long epoch, List<ProjectId> projects, Optional<Long> before, int limit) {
        return state.work().newestRuns(before.orElse(Long.MAX_VALUE)).stream()
                .filter(run -> projects.contains(run.run().project()))
                .limit(limit)
                .map(run -> run(state, epoch, run))
                .toList();
    }

    public static RunView run(State state, long epoch, LiveRun run) {
        return new RunView(
                new Version(epoch, run.changed()),
                run.run(),
                phase(run),
                run.jobs().stream().map(job -> job(state, job)).toList());
    }

    private static RunView.Phase phase(LiveRun run) {
        if (run.run().stopping().isPresent()) {
            return RunView.Phase.STOPPING;
        }
        if (Outcomes.failure(run).isPresent()) {
            return RunView.Phase.FAILING;
        }
        boolean serving = run.jobs().stream()
                .allMatch(job -> job.job().isEnded()
                        || (job.spec() instanceof ServiceSpec service
                                && service.persist()
                                && job.ready() == job.size()));
        return serving ? RunView.Phase.SERVING : RunView.Phase.RUNNING;
    }

    private static JobView job(State state, LiveJob job) {
        var sample = job.tasks().stream()
                .flatMap(task -> task.attempt().stream())
                .limit(SAMPLE)
                .map(attempt -> attempt(state, attempt))
                .toList();
        return new JobView(
                job.spec(),
                job.job(),
                job.size(),
                job.running(),
                job.ready(),
                job.size() - job.job().succeeded() - job.job().failed() - job.running(),
                sample);
    }

    public static AttemptView attempt(State state, Attempt attempt) {
        return new AttemptView(
                attempt,
                Addresses.of(state, attempt),
                state.work()
                        .findSite(attempt.site())
                        .map(site -> site.remarks(attempt.id()))
                        .orElse(Remarks.NONE));
    }

    public static List<TaskView> tasks(State state, JobId job, int first, int limit) {
        return state.work().findJob(job).map(live -> live.tasks(first, limit)).orElse(List.of()).stream()
                .map(task -> task(state, task))
                .toList();
    }

    private static TaskView task(State state, LiveTask task) {
        return new TaskView(task.task(), task.attempt().map(attempt -> attempt(state, attempt)));
    }

    public static SiteView site(LiveSite site, Optional<Description> description) {
        var hosts = site.rooms().stream()
                .map(room -> new HostView(
                        room.capacity(), room.coresTaken(), room.memoryTaken(), room.devicesTaken(), room.grants()))
                .toList();
        return new SiteView(
                site.site(),
                hosts,
                description.map(Description::facts).orElse(List.of()),
                description.map(Description::volumes).orElse(List.of()));
    }
}

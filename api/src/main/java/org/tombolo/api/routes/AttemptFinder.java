package org.tombolo.api.routes;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombolo.api.http.Call;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.History;
import org.tombolo.control.door.RunView;
import org.tombolo.control.door.Version;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.JobId;
import org.tombolo.model.Names;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.TaskId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.state.Run;

/// The attempt that a request for output means: `job`, `index` and `try` where they are given, else the only job, its
/// first task, the latest try.
public final class AttemptFinder {
    private static final Duration WATCH = Duration.ofSeconds(10);
    private static final int MOST_TRIES = 100;

    private final Factory factory;
    private final History history;
    private final RunFinder finder;

    public AttemptFinder(Factory factory, History history, RunFinder finder) {
        this.factory = factory;
        this.history = history;
        this.finder = finder;
    }

    /// @param wait until there is an attempt, for as long as the job can still have one
    AttemptId attempt(Call call, boolean wait) {
        var project = call.project();
        var run = finder.run(project, call.run());
        var spec = node(run, call.query("job"));
        int first = JobShape.firstIndex(spec);
        int index = (int) call.queryNumber("index", first, first, first + (long) JobShape.size(spec) - 1);
        var task = new TaskId(new JobId(run.id(), spec.name()), index);
        int number = (int) call.queryNumber("try", 0, 1, Integer.MAX_VALUE);
        var found = wait ? awaited(project, task, number) : find(task, number);
        return found.orElseThrow(() -> new TomboloException(
                ErrorCode.NOT_FOUND,
                "%s has no attempt%s yet, so no output; \"tombolo explain %s\" says why"
                        .formatted(task, number > 0 ? " " + number : "", run.id())));
    }

    /// The attempt that runs of a task, which must be named where there are several.
    AttemptId running(Call call, Optional<String> job, Optional<Integer> index) {
        var run = finder.run(call.project(), call.run());
        var spec = node(run, job);
        int first = JobShape.firstIndex(spec);
        int last = first + JobShape.size(spec) - 1;
        if (spec instanceof StagingSpec) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "%s is a transfer: there is nothing to enter".formatted(spec.name()));
        }
        if ((index.isEmpty() && last > first)
                || index.filter(each -> each < first || each > last).isPresent()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "job %s has tasks %d to %d: say which one, as in %s/%s/%d%s"
                            .formatted(
                                    spec.name(),
                                    first,
                                    last,
                                    run.id(),
                                    spec.name(),
                                    near(index, first, last),
                                    runningNow(run, spec)));
        }
        var task = new TaskId(new JobId(run.id(), spec.name()), index.orElse(first));
        return latest(task)
                .filter(id -> finder.attempt(id)
                        .filter(each -> each.state() instanceof AttemptState.Running)
                        .isPresent())
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.CONFLICT,
                        "%s does not run%s; \"tombolo explain %s\" says why"
                                .formatted(task, runningNow(run, spec), run.id())));
    }

    private static int near(Optional<Integer> index, int first, int last) {
        return Math.clamp(index.orElse(first), first, last);
    }

    /// Those of its tasks that can be entered, a few.
    private String runningNow(Run run, NodeSpec spec) {
        var found = finder.live(run.project(), run.id()).stream()
                .flatMap(view -> view.jobs().stream())
                .filter(view -> view.spec().name().equals(spec.name()))
                .flatMap(view -> view.sample().stream())
                .filter(view -> view.attempt().state() instanceof AttemptState.Running)
                .map(view -> String.valueOf(view.attempt().id().task().index()))
                .limit(10)
                .toList();
        return found.isEmpty() ? "" : " (these run: " + String.join(", ", found) + ")";
    }

    private Optional<AttemptId> find(TaskId task, int number) {
        return number > 0
                ? Optional.of(new AttemptId(task, number))
                        .filter(id -> finder.attempt(id).isPresent())
                : latest(task);
    }

    private Optional<AttemptId> latest(TaskId task) {
        var held = factory.latest(task); // first: attempts move from there into history, never back
        var left = tries(task).stream()
                .map(each -> each.attempt().id())
                .filter(id -> id.task().equals(task));
        return Stream.concat(held.stream(), left).max(Comparator.naturalOrder());
    }

    private List<EndedAttempt> tries(TaskId task) {
        var behind = task.index() == 0
                ? Optional.<AttemptId>empty()
                : Optional.of(new AttemptId(new TaskId(task.job(), task.index() - 1), Integer.MAX_VALUE));
        return history.attempts(task.run(), Optional.of(task.job().name()), behind, MOST_TRIES);
    }

    private Optional<AttemptId> awaited(ProjectId project, TaskId task, int number) {
        var found = find(task, number);
        var seen = Version.NONE;
        while (found.isEmpty() && canStillStart(project, task)) {
            var view = factory.watch(task.run(), seen, WATCH);
            seen = view.map(RunView::version).orElse(seen);
            found = find(task, number);
        }
        return found;
    }

    private boolean canStillStart(ProjectId project, TaskId task) {
        RunId run = task.run();
        return finder.live(project, run).stream()
                .flatMap(view -> view.jobs().stream())
                .anyMatch(job -> job.job().id().equals(task.job()) && !job.job().isEnded());
    }

    private static NodeSpec node(Run run, Optional<String> name) {
        var nodes = run.workflow().nodes();
        if (name.isPresent()) {
            return nodes.stream()
                    .filter(node -> node.name().equals(name.get()))
                    .findFirst()
                    .orElseThrow(() -> new TomboloException(
                            ErrorCode.NOT_FOUND,
                            "run %s has no job \"%s\"; it has %s"
                                    .formatted(run.id(), Names.printable(name.get()), names(nodes))));
        }
        var written =
                nodes.stream().filter(node -> !(node instanceof StagingSpec)).toList();
        if (written.size() != 1) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "query job: run %s has several jobs, expected one of %s".formatted(run.id(), names(nodes)));
        }
        return written.getFirst();
    }

    private static String names(List<NodeSpec> nodes) {
        return String.join(", ", nodes.stream().map(NodeSpec::name).limit(50).toList());
    }
}

package org.tombolo.api.routes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.History;
import org.tombolo.control.door.TaskView;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.JobId;
import org.tombolo.model.TaskId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.work.Cause;
import org.tombolo.wire.Items;
import org.tombolo.wire.Paths;
import org.tombolo.wire.run.Task;

/// Tasks of a job and their attempts.
public final class TaskRoutes {
    private final Factory factory;
    private final History history;
    private final RunFinder finder;

    public TaskRoutes(Factory factory, History history, RunFinder finder) {
        this.factory = factory;
        this.history = history;
        this.finder = finder;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, Paths.TASKS, Verb.READ, Thing.RUNS, this::tasks)
                        .asking("after", "limit"),
                Route.of(Method.GET, Paths.ATTEMPT, Verb.READ, Thing.RUNS, this::attempt));
    }

    /// Tasks that have been tried, by index: live ones, those that have ended and their site still holds, those that
    /// have left for the history; asked for in this order, for they move from the one to the next.
    private Answer tasks(Call call) {
        var job = call.job();
        finder.run(call.project(), call.run());
        int first = (int) call.queryNumber("after", -1, -1, Integer.MAX_VALUE - 1) + 1;
        int limit = (int) call.queryNumber("limit", 100, 1, 1000);
        var tasks = new TreeMap<Integer, Task>();
        var live = factory.tasks(job, first, limit);
        var held = factory.held(job, first, limit + 1);
        var left = history(job, first, limit + 1);
        int reach = Math.min(reach(held, limit), reach(left, limit));
        Stream.concat(left.stream(), held.stream())
                .forEach(attempt -> tasks.merge(
                        attempt.id().task().index(),
                        of(attempt),
                        (one, other) -> one.tries() > other.tries() ? one : other));
        live.forEach(view -> tasks.put(view.task().id().index(), of(view)));
        if (!tasks.isEmpty() && tasks.firstKey() < reach) {
            tasks.tailMap(reach, true).clear(); // its last tries may not be on this page
        }
        var page = tasks.values().stream().limit(limit).toList();
        boolean more = tasks.size() > limit || reach < Integer.MAX_VALUE;
        return Answer.ok(new Items<>(
                page,
                more && !page.isEmpty()
                        ? Optional.of(String.valueOf(page.getLast().index()))
                        : Optional.empty()));
    }

    /// The task whose last tries may not be among so many.
    private static int reach(List<Attempt> attempts, int limit) {
        return attempts.size() > limit ? attempts.getLast().id().task().index() : Integer.MAX_VALUE;
    }

    private List<Attempt> history(JobId job, int first, int limit) {
        var behind = first == 0
                ? Optional.<AttemptId>empty()
                : Optional.of(new AttemptId(new TaskId(job, first - 1), Integer.MAX_VALUE));
        return history.attempts(job.run(), Optional.of(job.name()), behind, limit).stream()
                .map(EndedAttempt::attempt)
                .toList();
    }

    private Answer attempt(Call call) {
        finder.run(call.project(), call.run());
        var id = new AttemptId(new TaskId(call.job(), call.pathNumber("index", 0)), call.pathNumber("try", 1));
        var live = factory.attempt(id).map(AttemptShape::of);
        return Answer.ok(live.or(
                        () -> history.attempt(id).map(each -> AttemptShape.of(each.attempt(), Optional.empty())))
                .orElseThrow(() -> new TomboloException(ErrorCode.NOT_FOUND, "no attempt " + id)));
    }

    private static Task of(TaskView view) {
        var task = view.task();
        var attempt = view.attempt().map(AttemptShape::of);
        return switch (task.phase()) {
            case org.tombolo.model.state.Task.Phase.Queued(var last) ->
                shape(task, "queued", Optional.empty(), last.map(Cause::text), attempt);
            case org.tombolo.model.state.Task.Phase.Delayed(var until, var last) ->
                shape(task, "delayed", Optional.of(until), Optional.of(last.text()), attempt);
            case org.tombolo.model.state.Task.Phase.Trying() ->
                shape(task, "trying", Optional.empty(), Optional.empty(), attempt);
        };
    }

    private static Task shape(
            org.tombolo.model.state.Task task,
            String state,
            Optional<Instant> until,
            Optional<String> last,
            Optional<org.tombolo.wire.run.Attempt> attempt) {
        return new Task(task.id().index(), state, task.attempts(), until, last, attempt);
    }

    private static Task of(Attempt attempt) {
        var last = attempt.state() instanceof AttemptState.Ended ended
                ? Optional.of(ended.cause().text())
                : Optional.<String>empty();
        return new Task(
                attempt.id().task().index(),
                "ended",
                attempt.id().attempt(),
                Optional.empty(),
                last,
                Optional.of(AttemptShape.of(attempt, Optional.empty())));
    }
}

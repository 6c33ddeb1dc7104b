package org.tombolo.api.routes;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.EventSink;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.RunView;
import org.tombolo.control.door.Version;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Paths;

/// A run as it changes: an event `run` with the whole view for each change, at most ten a second once the first ten are
/// out, and an event `end` with the last one. The id of an event is the view's version: a reader that comes back asks
/// for what is newer.
public final class EventRoutes {
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    /// A run that is short is told of without any pause.
    private static final long SPARE_NANOS = 10 * PAUSE_NANOS;

    private final Factory factory;
    private final RunFinder finder;

    public EventRoutes(Factory factory, RunFinder finder) {
        this.factory = factory;
        this.finder = finder;
    }

    public List<Route> routes() {
        return List.of(Route.of(Method.GET, Paths.EVENTS, Verb.READ, Thing.RUNS, this::events)
                .asking("after"));
    }

    private Answer events(Call call) {
        var project = call.project();
        var run = call.run();
        var after = after(call);
        finder.run(project, run);
        return new Answer.Events(sink -> tell(project, run, after, sink));
    }

    private void tell(ProjectId project, RunId run, Version after, EventSink sink)
            throws IOException, InterruptedException {
        var seen = after;
        long due = System.nanoTime() - SPARE_NANOS;
        for (var view = newer(run, seen); view.isPresent(); view = newer(run, seen)) {
            if (view.get().version().compareTo(seen) <= 0) {
                sink.alive();
                continue;
            }
            seen = view.get().version();
            sink.event("run", id(seen), RunShape.of(view.get(), List.of()));
            due = Math.max(due, System.nanoTime() - SPARE_NANOS) + PAUSE_NANOS;
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
        var end = finder.endedShape(project, run);
        if (end.isPresent()) {
            sink.event("end", end.get().version().toString(), end.get());
        }
    }

    private Optional<RunView> newer(RunId run, Version seen) {
        return factory.watch(run, seen, SILENCE);
    }

    private static Version after(Call call) {
        return call.query("after")
                .or(() -> call.header("Last-Event-ID"))
                .map(text -> org.tombolo.wire.Version.parse(text)
                        .orElseThrow(() -> new TomboloException(
                                ErrorCode.BAD_INPUT,
                                "query after: expected EPOCH.SEQ, as the id of an event, found \"%s\""
                                        .formatted(Names.printable(text)))))
                .map(version -> new Version(version.epoch(), version.seq()))
                .orElse(Version.NONE);
    }

    private static String id(Version version) {
        return RunShape.of(version).toString();
    }
}

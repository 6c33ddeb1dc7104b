package org.tombolo.api.routes;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Request;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Accepted;
import org.tombolo.wire.Items;
import org.tombolo.wire.Paths;
import org.tombolo.wire.run.Explanation;
import org.tombolo.wire.run.StopRun;

/// Runs: their list, one of them, its end, why its jobs are where they are.
public final class RunRoutes {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long MOST_GRACE_MILLIS = Duration.ofHours(1).toMillis();

    private final Factory factory;
    private final RunFinder finder;
    private final RunList list;

    public RunRoutes(Factory factory, RunFinder finder, RunList list) {
        this.factory = factory;
        this.finder = finder;
        this.list = list;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, Paths.RUNS, Verb.READ, Thing.RUNS, this::list)
                        .asking("state", "name", "label", "since", "after", "limit"),
                Route.of(Method.GET, Paths.RUN, Verb.READ, Thing.RUNS, this::show),
                Route.of(Method.POST, Paths.STOP, Verb.STOP, Thing.RUNS, this::stop),
                Route.of(Method.GET, Paths.EXPLAIN, Verb.READ, Thing.RUNS, this::explain));
    }

    private Answer list(Call call) {
        var filter = new RunList.Filter(
                call.query("state"),
                call.query("name"),
                call.queryPairs("label"),
                call.query("since").map(RunRoutes::time));
        var before = call.query("after").map(_ -> call.queryNumber("after", 0, 0, Long.MAX_VALUE));
        return Answer.ok(list.page(call.project(), filter, before, (int) call.queryNumber("limit", 100, 1, 1000)));
    }

    private Answer show(Call call) {
        var shape = finder.shape(call.project(), call.run());
        return Answer.ok(shape.with(CommandShape.of(finder.run(call.project(), call.run()))));
    }

    private Answer stop(Call call) {
        var asked = call.body(StopRun.class);
        long grace = asked.graceMillis().orElse(GRACE.toMillis());
        if (grace < 0 || grace > MOST_GRACE_MILLIS) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "graceMillis: expected 0 to %d, found %d".formatted(MOST_GRACE_MILLIS, grace));
        }
        finder.run(call.project(), call.run());
        var done = factory.carryOut(new Request.StopRun(
                call.user(), Words.request(asked.request()), call.run(), asked.job(), Duration.ofMillis(grace)));
        return Answer.ok(new Accepted(RunShape.of(done.version()), done.answer()));
    }

    private Answer explain(Call call) {
        finder.run(call.project(), call.run());
        return Answer.ok(Items.all(factory.explain(call.run()).stream()
                .map(each -> new Explanation(each.job(), each.word(), each.reason(), each.remedy()))
                .toList()));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "query since: expected a time such as 2026-11-21T06:00:00Z, found \"%s\""
                            .formatted(Names.printable(text)),
                    e);
        }
    }
}

package org.tombolo.api.routes;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Execs;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.UserId;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.wire.ExecFrames;
import org.tombolo.wire.Paths;
import org.tombolo.wire.run.ExecStarted;
import org.tombolo.wire.run.ExecTaken;
import org.tombolo.wire.run.ResizeExec;
import org.tombolo.wire.run.StartExec;

/// Commands inside of work that runs. A command lives as long as somebody reads its output: the connection that does so
/// is the one that counts, its input comes in pieces.
public final class ExecRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ExecRoutes.class);
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final int MOST_INPUT = 1 << 20;
    private static final int MOST_WORDS = 1 << 17;
    private static final int MOST_CELLS = 10_000;

    private final Execs execs;
    private final AttemptFinder finder;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    public ExecRoutes(Execs execs, AttemptFinder finder) {
        this.execs = execs;
        this.finder = finder;
    }

    /// @param user the only one who may speak to it
    private record Running(
            String id, UserId user, RunId run, AttemptId attempt, Execs.Exec exec, AtomicBoolean read, long began) {
        boolean isLeft() {
            return !read.get()
                    && System.nanoTime() - began > Duration.ofMinutes(1).toNanos();
        }
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.POST, Paths.EXECS, Verb.CREATE, Thing.EXECS, this::start),
                Route.of(Method.GET, Paths.EXEC_OUTPUT, Verb.READ, Thing.EXECS, this::output),
                Route.of(Method.PUT, Paths.EXEC_INPUT, Verb.CHANGE, Thing.EXECS, this::input)
                        .asking("offset", "end"),
                Route.of(Method.PUT, Paths.EXEC_SIZE, Verb.CHANGE, Thing.EXECS, this::resize),
                Route.of(Method.DELETE, Paths.EXEC, Verb.REMOVE, Thing.EXECS, this::end)
                        .asking("request"));
    }

    private Answer start(Call call) {
        var asked = call.body(StartExec.class);
        running.values().removeIf(Running::isLeft); // the site has ended them
        var known = running.get(asked.exec());
        if (known != null && known.user().equals(call.user()) && known.run().equals(call.run())) {
            return Answer.created(new ExecStarted(known.id(), known.attempt().toString()));
        }
        if (known != null) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "exec: this id is another command's; draw another one");
        }
        if (asked.command().stream().mapToInt(String::length).sum() > MOST_WORDS) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "command: expected at most %d characters, found more".formatted(MOST_WORDS));
        }
        var attempt = finder.running(call, asked.job(), asked.index());
        var terminal =
                asked.terminal().map(each -> new ExecOrder.Terminal(each.type(), size(each.columns(), each.rows())));
        var exec = execs.start(attempt, new ExecOrder(asked.exec(), asked.command(), terminal));
        running.put(
                asked.exec(),
                new Running(
                        asked.exec(), call.user(), call.run(), attempt, exec, new AtomicBoolean(), System.nanoTime()));
        // What it runs is the user's own: arguments may hold what nobody else should read.
        LOG.info(
                "audit: user {} runs a command{} in {} (exec {})",
                call.user(),
                terminal.isPresent() ? " on a terminal" : "",
                attempt,
                asked.exec());
        return Answer.created(new ExecStarted(asked.exec(), attempt.toString()));
    }

    private Answer output(Call call) {
        var found = find(call);
        if (!found.read().compareAndSet(false, true)) {
            throw new TomboloException(ErrorCode.CONFLICT, "exec %s: somebody reads its output".formatted(found.id()));
        }
        return new Answer.Bytes(Ordered.none(), out -> tell(found, out));
    }

    private void tell(Running found, OutputStream out) throws IOException {
        Optional<Integer> exit = Optional.empty();
        try {
            long offset = 0;
            while (exit.isEmpty()) {
                var piece = found.exec().read(offset, SILENCE);
                ExecFrames.write(out, piece);
                offset = piece.next();
                exit = piece.exit();
            }
        } catch (TomboloException e) {
            ExecFrames.lost(out, String.valueOf(e.getMessage()));
        } finally {
            running.remove(found.id());
            found.exec().end();
            LOG.info(
                    "audit: the command of user {} in {} (exec {}) ended: {}",
                    found.user(),
                    found.attempt(),
                    found.id(),
                    exit.map(code -> "exit code " + code).orElse("its connection broke"));
        }
    }

    private Answer input(Call call) {
        var found = find(call);
        long offset = call.queryNumber("offset", 0, 0, Long.MAX_VALUE);
        byte[] bytes;
        try (var in = call.bytes(MOST_INPUT)) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "body: the connection broke before its end", e);
        }
        return Answer.ok(new ExecTaken(found.exec().write(offset, bytes, call.queryFlag("end"))));
    }

    private Answer resize(Call call) {
        var asked = call.body(ResizeExec.class);
        find(call).exec().resize(size(asked.columns(), asked.rows()));
        return new Answer.Empty(204, Ordered.none());
    }

    private Answer end(Call call) {
        var found = find(call);
        found.exec().end();
        running.remove(found.id());
        return new Answer.Empty(204, Ordered.none());
    }

    private static ExecOrder.Size size(int columns, int rows) {
        if (columns < 1 || columns > MOST_CELLS || rows < 1 || rows > MOST_CELLS) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "terminal: expected 1 to %d columns and rows, found %d and %d"
                            .formatted(MOST_CELLS, columns, rows));
        }
        return new ExecOrder.Size(columns, rows);
    }

    /// Somebody else's is not there.
    private Running find(Call call) {
        var found = running.get(call.path("exec"));
        if (found == null || !found.user().equals(call.user()) || !found.run().equals(call.run())) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND,
                    "no command of yours runs under this id: it has ended, or the server was restarted");
        }
        return found;
    }
}

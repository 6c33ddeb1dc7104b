package org.tombolo.api.routes;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Execs;
import org.tombolo.control.door.Outputs;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Paths;
import org.tombolo.wire.store.Item;

/// Files as work that runs sees them, copied out and in. Who may run a command there may do this.
public final class InnerFileRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(InnerFileRoutes.class);
    private static final int PIECE = 1 << 20;

    private final Execs execs;
    private final AttemptFinder finder;
    private final long maxUpload;

    /// @param maxUpload bytes that one file may have
    public InnerFileRoutes(Execs execs, AttemptFinder finder, long maxUpload) {
        this.execs = execs;
        this.finder = finder;
        this.maxUpload = maxUpload;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, Paths.INNER_LIST, Verb.READ, Thing.EXECS, this::list)
                        .asking("job", "index", "path"),
                Route.of(Method.GET, Paths.INNER_READ, Verb.READ, Thing.EXECS, this::read)
                        .asking("job", "index", "path", "offset"),
                Route.of(Method.PUT, Paths.INNER_WRITE, Verb.CHANGE, Thing.EXECS, this::write)
                        .asking("job", "index", "path", "executable"));
    }

    private AttemptId attempt(Call call) {
        var index = call.query("index").map(_ -> (int) call.queryNumber("index", 0, 0, Integer.MAX_VALUE));
        return finder.running(call, call.query("job"), index);
    }

    private Answer list(Call call) {
        var path = VolumeRoutes.path(call);
        var item = item(attempt(call), path);
        return Answer.ok(new Item(path, item.folder(), item.size(), item.executable(), item.entries()));
    }

    private Outputs.Item item(AttemptId attempt, String path) {
        return execs.list(attempt, path)
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.NOT_FOUND, "%s sees no \"/%s\"".formatted(attempt, Names.printable(path))));
    }

    private Answer read(Call call) {
        var path = VolumeRoutes.path(call);
        long offset = call.queryNumber("offset", 0, 0, Long.MAX_VALUE);
        var attempt = attempt(call);
        var item = item(attempt, path);
        if (item.folder()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "query path: \"/%s\" is a folder; list names what is in it".formatted(Names.printable(path)));
        }
        long end = item.size(); // it may grow, for as long as the work runs
        var first = execs.read(attempt, path, offset, piece(offset, end));
        LOG.info("audit: user {} reads a file as {} sees it", call.user(), attempt);
        return new Answer.Bytes(Ordered.none(), out -> {
            long at = offset;
            var bytes = first;
            while (bytes.length > 0) {
                out.write(bytes);
                at += bytes.length;
                bytes = at < end ? execs.read(attempt, path, at, piece(at, end)) : new byte[0];
            }
        });
    }

    private static int piece(long at, long end) {
        return Math.clamp(end - at, 0, PIECE);
    }

    private Answer write(Call call) {
        var path = VolumeRoutes.path(call);
        if (path.isEmpty()) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "query path: expected the path of a file");
        }
        var attempt = attempt(call);
        LOG.info("audit: user {} writes a file where {} sees it", call.user(), attempt);
        execs.write(attempt, path, call.id(), call.bytes(maxUpload), call.queryFlag("executable"));
        return new Answer.Empty(204, Ordered.none());
    }
}

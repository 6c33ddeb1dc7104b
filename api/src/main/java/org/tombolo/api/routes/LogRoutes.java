package org.tombolo.api.routes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.EventSink;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Outputs;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Paths;
import org.tombolo.wire.run.LogEvent;

/// Output of work: raw bytes of one stream, or events of both.
public final class LogRoutes {
    static final String ATTEMPT = "Tombolo-Attempt";
    static final String OFFSET = "Tombolo-Offset";
    private static final int EVENTS_OF_SILENCE = 50;

    private final Outputs outputs;
    private final AttemptFinder finder;

    public LogRoutes(Outputs outputs, AttemptFinder finder) {
        this.outputs = outputs;
        this.finder = finder;
    }

    public List<Route> routes() {
        return List.of(Route.of(Method.GET, Paths.LOGS, Verb.READ, Thing.LOGS, this::logs)
                .asking("job", "index", "try", "stream", "offset", "tail", "follow"));
    }

    private Answer logs(Call call) {
        boolean follow = call.queryFlag("follow");
        var attempt = finder.attempt(call, follow);
        var streams = streams(call.query("stream").orElse("out"));
        boolean events = call.wants("text/event-stream");
        if (!events && streams.size() > 1) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "query stream: both together are only sent as events (Accept: text/event-stream); expected out or"
                            + " err");
        }
        var tails = new ArrayList<LogTail>();
        for (var stream : streams) {
            tails.add(new LogTail(outputs, attempt, stream, offset(call, attempt, stream)));
        }
        return events ? new Answer.Events(sink -> tell(tails, follow, sink)) : bytes(attempt, tails.getFirst(), follow);
    }

    private static Answer bytes(AttemptId attempt, LogTail tail, boolean follow) {
        var first = tail.read(); // before the status goes out: what cannot be read is an error, not a cut answer
        long begin = first.next() - first.bytes().length; // not what was asked, where that is gone or not there yet
        var headers = new LinkedHashMap<String, String>();
        headers.put(ATTEMPT, attempt.toString());
        headers.put(OFFSET, String.valueOf(begin));
        return new Answer.Bytes(Ordered.copy(headers), out -> copy(first, tail, follow, out));
    }

    private static void copy(Outputs.Piece first, LogTail tail, boolean follow, OutputStream out)
            throws IOException, InterruptedException {
        out.write(first.bytes());
        out.flush();
        for (int idle = 0; !tail.isEnded(); ) {
            var piece = tail.read();
            if (piece.bytes().length > 0) {
                out.write(piece.bytes());
                idle = 0;
            } else if (tail.isEnded() || !follow) {
                return;
            } else {
                out.flush();
                Thread.sleep(LogTail.pause(idle++));
            }
        }
    }

    private static void tell(List<LogTail> tails, boolean follow, EventSink sink)
            throws IOException, InterruptedException {
        for (int idle = 0; !tails.stream().allMatch(LogTail::isEnded); idle++) {
            for (var tail : tails) {
                if (!tail.isEnded() && tellNext(tail, sink)) {
                    idle = -1;
                }
            }
            if (idle >= 0 && !follow) {
                break;
            }
            if (idle > 0 && idle % EVENTS_OF_SILENCE == 0) {
                sink.alive();
            }
            if (idle >= 0) {
                Thread.sleep(LogTail.pause(idle));
            }
        }
        var last = tails.getLast();
        sink.event("end", id(last), new LogEvent(Words.of(last.stream()), last.offset(), last.offset(), ""));
    }

    private static boolean tellNext(LogTail tail, EventSink sink) throws IOException {
        var bytes = tail.readText();
        if (bytes.length == 0) {
            return false;
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        long offset = tail.offset() - bytes.length;
        sink.event("log", id(tail), new LogEvent(Words.of(tail.stream()), offset, tail.offset(), text));
        return true;
    }

    private static String id(LogTail tail) {
        return Words.of(tail.stream()) + "." + tail.offset();
    }

    private long offset(Call call, AttemptId attempt, Outputs.Stream stream) {
        if (call.query("tail").isPresent()) {
            return Math.max(0, end(attempt, stream) - call.queryNumber("tail", 0, 0, Long.MAX_VALUE));
        }
        return call.queryNumber("offset", 0, 0, Long.MAX_VALUE);
    }

    /// Where the output ends now. An offset behind the end answers with the end.
    private long end(AttemptId attempt, Outputs.Stream stream) {
        long next = outputs.logs(attempt, stream, Long.MAX_VALUE, 0).next();
        return next == Long.MAX_VALUE ? 0 : next; // nothing was ever written
    }

    private static List<Outputs.Stream> streams(String word) {
        return switch (word) {
            case "out" -> List.of(Outputs.Stream.OUT);
            case "err" -> List.of(Outputs.Stream.ERR);
            case "stage" -> List.of(Outputs.Stream.STAGE);
            case "both" -> List.of(Outputs.Stream.OUT, Outputs.Stream.ERR);
            default ->
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "query stream: expected out, err, stage or both, found \"%s\""
                                .formatted(Names.printable(word)));
        };
    }
}

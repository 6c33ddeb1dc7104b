package org.tombolo.api.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.api.guard.Caller;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.JobId;
import org.tombolo.model.Names;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.UserId;
import org.tombolo.wire.Json;

/// A request that the guard let in, as routes see it. Everything in it comes from outside.
public final class Call {
    private final ServerRequest request;
    private final Optional<Caller> caller;
    private final String id;

    Call(ServerRequest request, Optional<Caller> caller, String id) {
        this.request = request;
        this.caller = caller;
        this.id = id;
    }

    /// The request's id, as its answer and the log have it.
    public String id() {
        return id;
    }

    /// Every route but the open one has a caller.
    public Caller caller() {
        return caller.orElseThrow(() -> new TomboloException(ErrorCode.UNAUTHENTICATED, "this route needs a token"));
    }

    public UserId user() {
        return caller().user().id();
    }

    public ProjectId project() {
        return new ProjectId(path("project"));
    }

    public RunId run() {
        return new RunId(path("run"));
    }

    public JobId job() {
        return new JobId(run(), path("job"));
    }

    /// What stands in the path at `{name}`, decoded.
    public String path(String name) {
        return request.path().pathParameters().get(name);
    }

    public int pathNumber(String name, int least) {
        return (int) number("path", name, path(name), least, Integer.MAX_VALUE);
    }

    /// What stands behind `name=`; the last one where there are several.
    public Optional<String> query(String name) {
        return request.query().contains(name)
                ? Optional.of(request.query().all(name).getLast())
                : Optional.empty();
    }

    /// All `name=key=value` together.
    public SequencedMap<String, String> queryPairs(String name) {
        var pairs = new LinkedHashMap<String, String>();
        if (request.query().contains(name)) {
            for (var text : request.query().all(name)) {
                int equals = text.indexOf('=');
                if (equals < 1) {
                    throw bad("query %s: expected KEY=VALUE, found \"%s\"", name, Names.printable(text));
                }
                pairs.put(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        return pairs;
    }

    public long queryNumber(String name, long otherwise, long least, long most) {
        return query(name).map(text -> number("query", name, text, least, most)).orElse(otherwise);
    }

    public boolean queryFlag(String name) {
        return query(name)
                .map(text -> switch (text) {
                    case "true", "" -> true;
                    case "false" -> false;
                    default -> throw bad("query %s: expected true or false, found \"%s\"", name, Names.printable(text));
                })
                .orElse(false);
    }

    /// The id that the client drew for a request without a body.
    public String request() {
        return query("request")
                .filter(text -> !text.isBlank())
                .orElseThrow(() ->
                        bad("query request: expected an id drawn by the client (repeating it gives the first answer),"
                                + " found none"));
    }

    public Optional<String> header(String name) {
        return request.headers().first(io.helidon.http.HeaderNames.create(name));
    }

    /// Whether the asker wants this media type, and said so.
    public boolean wants(String mediaType) {
        return header("Accept").map(accept -> accept.contains(mediaType)).orElse(false);
    }

    /// The body as a record of `wire`.
    public <T> T body(Class<T> type) {
        return Json.request(new Body(request).json(), type);
    }

    /// The body as bytes of any kind, no more than `most`, read as they come.
    public InputStream bytes(long most) {
        return new Body(request).stream(most);
    }

    private static long number(String where, String name, String text, long least, long most) {
        if (text.matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw bad(
                "%s %s: expected a number from %d to %d, found \"%s\"",
                where, name, least, most, Names.printable(text));
    }

    private static TomboloException bad(String message, Object... arguments) {
        return new TomboloException(ErrorCode.BAD_INPUT, message.formatted(arguments));
    }
}

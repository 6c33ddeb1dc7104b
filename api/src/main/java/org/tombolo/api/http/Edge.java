package org.tombolo.api.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.api.guard.Guard;
import org.tombolo.api.guard.Secrets;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.ProjectId;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;
import org.tombolo.wire.Problem;
import org.tombolo.wire.Problems;

/// Carries one request through: guard, route, answer. Here every exception ends, as a problem and a line in the log.
public final class Edge {
    public static final String REQUEST_ID = "Tombolo-Request";
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    /// What of a refused body is read to its end, so that the client gets to see the answer.
    private static final int MOST_DRAINED = 32 << 20; // else a client that still sends never sees the answer

    private final Guard guard;
    private final Secrets ids;

    public Edge(Guard guard, Secrets ids) {
        this.guard = guard;
        this.ids = ids;
    }

    public void handle(Route route, ServerRequest request, ServerResponse response) {
        var id = ids.name();
        try {
            write(answer(route, request, id), id, response);
        } catch (CloseConnectionException e) {
            throw e; // the client has gone
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("request " + id + " broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("request " + id + " was interrupted", e);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            refuse(problem(route.toString(), e, id), request, response);
        }
    }

    /// For what no route takes.
    public void refuse(int status, ErrorCode code, String detail, ServerRequest request, ServerResponse response) {
        refuse(Problems.of(code, status, detail, ids.name(), List.of()), request, response);
    }

    private Answer answer(Route route, ServerRequest request, String id) {
        var project = request.path().pathParameters().contains("project")
                ? Optional.of(request.path().pathParameters().get("project"))
                : Optional.<String>empty();
        var authorization = request.headers().first(HeaderNames.AUTHORIZATION);
        var caller = guard.admit(authorization, route.access(), project.map(Edge::project));
        for (var name : request.query().names()) {
            if (!route.queries().contains(name)) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "query: unknown name \"%s\"; known here: %s"
                                .formatted(
                                        Names.printable(name),
                                        route.queries().isEmpty() ? "none" : String.join(", ", route.queries())));
            }
        }
        return route.handler().answer(new Call(request, caller, id));
    }

    /// A name that cannot be a project's is one that nobody is a member of.
    private static ProjectId project(String name) {
        if (!Names.isDnsLabel(name)) {
            throw new TomboloException(ErrorCode.NOT_FOUND, "no project \"%s\"".formatted(Names.printable(name)));
        }
        return new ProjectId(name);
    }

    private static void write(Answer answer, String id, ServerResponse response)
            throws IOException, InterruptedException {
        response.header(REQUEST_ID, id);
        switch (answer) {
            case Answer.Json(var status, var body) -> json(response, status, Json.MEDIA_TYPE, body);
            case Answer.Refused(var problem) -> json(response, problem.status(), Problem.MEDIA_TYPE, problem);
            case Answer.Empty(var status, var headers) -> {
                headers.forEach(response::header);
                response.status(status).send();
            }
            case Answer.Bytes(var headers, var content) -> {
                response.status(200).header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
                headers.forEach(response::header);
                stream(response, content);
            }
            case Answer.Events(var story) -> {
                response.status(200)
                        .header(HeaderNames.CONTENT_TYPE, "text/event-stream")
                        .header(HeaderNames.CACHE_CONTROL, "no-store");
                stream(response, out -> story.tell(new EventSink(out)));
            }
        }
    }

    /// Not closed when the content throws: what is cut off must not look whole.
    private static void stream(ServerResponse response, Answer.Content content)
            throws IOException, InterruptedException {
        var out = response.outputStream();
        content.write(out);
        out.close();
    }

    private static void json(ServerResponse response, int status, String mediaType, Object body) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, mediaType).send(Json.bytes(body));
    }

    private static void refuse(Problem problem, ServerRequest request, ServerResponse response) {
        if (response.isSent() || response.bytesWritten() > 0) {
            throw new CloseConnectionException("request " + problem.request() + " was cut off: " + problem.detail());
        }
        boolean whole = drained(request);
        response.headers().remove(HeaderNames.CONTENT_TYPE);
        response.header(REQUEST_ID, problem.request());
        if (problem.status() == 401) {
            response.header("WWW-Authenticate", "Bearer");
        }
        if (!whole) {
            response.header(HeaderNames.CONNECTION, "close");
        }
        json(response, problem.status(), Problem.MEDIA_TYPE, problem);
        if (!whole) {
            throw new CloseConnectionException("request " + problem.request() + " was refused before its body's end");
        }
    }

    private static boolean drained(ServerRequest request) {
        if (request.content().consumed() || !request.content().hasEntity()) {
            return true;
        }
        try {
            var in = request.content().inputStream();
            return in.skip(MOST_DRAINED) < MOST_DRAINED && in.read() < 0;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static Problem problem(String route, Throwable e, String id) {
        return switch (e) {
            case TomboloException ours -> {
                log(route, ours, id);
                yield Problems.of(ours, id);
            }
            case Refusal refusal ->
                Problems.of(ErrorCode.BAD_INPUT, refusal.status(), String.valueOf(refusal.getMessage()), id, List.of());
            case RequestException bad
            when bad.status().code() < 500 ->
                Problems.of(
                        ErrorCode.BAD_INPUT,
                        bad.status().code(),
                        "the request is not well-formed HTTP: " + Names.printable(String.valueOf(bad.getMessage())),
                        id,
                        List.of());
            default -> {
                LOG.error("request {}: {} failed", id, route, e);
                yield Problems.of(
                        ErrorCode.INTERNAL,
                        500,
                        "the server failed at this request, which is a defect; its log says more under " + id,
                        id,
                        List.of());
            }
        };
    }

    /// The caller's own mistakes are his to read.
    private static void log(String route, TomboloException e, String id) {
        switch (e.code().blame()) {
            case CALLER -> LOG.debug("request {}: {}: {}", id, route, e.getMessage());
            case CAPACITY, SITE -> LOG.info("request {}: {}: {}", id, route, e.getMessage());
            case US -> LOG.warn("request {}: {}: {}", id, route, e.getMessage(), e);
        }
    }
}

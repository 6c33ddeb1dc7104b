package org.tombolo.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.tombolo.model.ErrorCode;
import org.tombolo.wire.Json;
import org.tombolo.wire.Problem;
import org.tombolo.wire.Problems;

/// Speaks the factory's HTTP with answers that a test lays down. What a real one does is tested elsewhere.
public final class FakeFactory implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /// Answers one request; may break the connection by closing it early.
    @FunctionalInterface
    public interface Handler {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    public record Request(String method, String path, String query, String body, String authorization) {}

    public FakeFactory() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::dispatch);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @param path without the query
    public FakeFactory on(String method, String path, Handler handler) {
        handlers.put(method + " " + path, handler);
        return this;
    }

    public FakeFactory onGet(String path, Object answer) {
        return on("GET", path, exchange -> json(exchange, 200, answer));
    }

    public FakeFactory refuse(String method, String path, ErrorCode code, String detail) {
        return on(method, path, exchange -> problem(exchange, code, detail));
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public static void json(HttpExchange exchange, int status, Object answer) throws IOException {
        body(exchange, status, Json.MEDIA_TYPE, Json.bytes(answer));
    }

    public static void problem(HttpExchange exchange, ErrorCode code, String detail) throws IOException {
        var problem = Problems.of(code, Problems.status(code), detail, "r1", List.of());
        body(exchange, problem.status(), Problem.MEDIA_TYPE, Json.bytes(problem));
    }

    public static void body(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// Begins a stream of events, which ends with the handler.
    public static void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
    }

    public static void event(HttpExchange exchange, String name, String id, Object data) throws IOException {
        var text = "event: %s\nid: %s\ndata: %s\n\n".formatted(name, id, Json.text(data));
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private void dispatch(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var query = uri.getQuery() == null ? "" : uri.getQuery();
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(new Request(exchange.getRequestMethod(), uri.getPath(), query, body, token == null ? "" : token));
        var handler = handlers.get(exchange.getRequestMethod() + " " + uri.getPath());
        try {
            if (handler == null) {
                problem(exchange, ErrorCode.NOT_FOUND, "the fake has no " + uri.getPath());
            } else {
                handler.answer(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package org.tombolo.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.tombolo.api.http.Edge;
import org.tombolo.api.http.Route;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// The HTTP API on its listener.
public final class Api implements AutoCloseable {
    /// A peer that is silent in the middle of a request for so long has gone.
    private static final Duration READ_LIMIT = Duration.ofSeconds(30);

    private static final int MOST_CONNECTIONS = 4096;
    private final InetSocketAddress address;
    private final WebServer listener;

    /// @param address loopback, unless told otherwise; port 0: a free one
    public Api(List<Route> routes, Edge edge, InetSocketAddress address) {
        this.address = address;
        this.listener = WebServer.builder()
                .address(address.getAddress())
                .port(address.getPort())
                .routing(routing -> register(routing, routes, edge))
                .addProtocol(Http1Config.builder().sendKeepAliveHeader(false).build())
                .connectionOptions(options -> options.readTimeout(READ_LIMIT).tcpNoDelay(true))
                .directHandlers(Malformed.handlers())
                .maxTcpConnections(MOST_CONNECTIONS)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(200))
                .build();
    }

    /// Helidon only logs that it cannot listen.
    public void start() {
        listener.start();
        if (listener.port() <= 0) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "port: cannot listen at %s:%d, which another program has; name another port in tombolo.yaml, or none for a free one"
                            .formatted(address.getAddress().getHostAddress(), address.getPort()));
        }
    }

    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.stop();
    }

    private static void register(HttpRouting.Builder routing, List<Route> routes, Edge edge) {
        var methods = new LinkedHashMap<String, String>();
        for (var route : routes) {
            routing.route(
                    Method.create(route.method().name()),
                    route.path(),
                    (request, response) -> edge.handle(route, request, response));
            methods.merge(route.path(), route.method().name(), (one, other) -> one + ", " + other);
        }
        methods.forEach((path, allowed) ->
                routing.any(path, (request, response) -> wrongMethod(edge, allowed, request, response)));
        routing.any((request, response) -> edge.refuse(
                404,
                ErrorCode.NOT_FOUND,
                "no route %s; docs/api.md lists them"
                        .formatted(Names.printable(request.path().rawPath())),
                request,
                response));
    }

    private static void wrongMethod(Edge edge, String allowed, ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.ALLOW, allowed);
        var detail = "%s does not take %s; it takes %s"
                .formatted(
                        Names.printable(request.path().rawPath()),
                        request.prologue().method().text(),
                        allowed);
        edge.refuse(405, ErrorCode.BAD_INPUT, detail, request, response);
    }
}

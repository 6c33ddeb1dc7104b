package org.tombolo.testkit.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// A web server of files in memory, on loopback: with and without ranges and validators, and with the habits of worse
/// ones.
public final class WebTestServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final HttpServer server;
    private final Map<String, File> files = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public WebTestServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// @param validator an ETag with its quotes, or a date; empty: none is sent
    /// @param breaks    so many bytes are sent at most at once, then the connection is cut; as often as it says
    /// @param login     the value of `Authorization` that it wants
    /// @param location  where it redirects
    /// @param claims    the length that it says it has; 0: its own
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record File(
            byte[] bytes,
            Optional<String> validator,
            boolean ranges,
            List<Integer> breaks,
            Optional<String> login,
            Optional<String> location,
            Map<String, String> headers,
            long claims) {
        public File(
                byte[] bytes,
                Optional<String> validator,
                boolean ranges,
                List<Integer> breaks,
                Optional<String> login,
                Optional<String> location,
                Map<String, String> headers) {
            this(bytes, validator, ranges, breaks, login, location, headers, 0);
        }

        /// It says that it is so large, and sends nothing.
        public static File claiming(long size) {
            return new File(
                    new byte[0],
                    Optional.of("\"huge\""),
                    true,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    size);
        }

        public static File of(byte[] bytes) {
            return new File(
                    bytes,
                    Optional.of("\"%s\"".formatted(HexFormat.of().toHexDigits(java.util.Arrays.hashCode(bytes)))),
                    true,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        }

        public File validator(Optional<String> other) {
            return new File(bytes, other, ranges, breaks, login, location, headers);
        }

        public File withoutRanges() {
            return new File(bytes, validator, false, breaks, login, location, headers);
        }

        /// Connections in this order: at so many bytes they are cut.
        public File cutAt(Integer... sizes) {
            return new File(bytes, validator, ranges, new CopyOnWriteArrayList<>(sizes), login, location, headers);
        }

        public File login(String authorization) {
            return new File(bytes, validator, ranges, breaks, Optional.of(authorization), location, headers);
        }

        public File with(String header, String value) {
            return new File(bytes, validator, ranges, breaks, login, location, Map.of(header, value));
        }

        public static File redirect(String location) {
            return new File(
                    new byte[0], Optional.empty(), false, List.of(), Optional.empty(), Optional.of(location), Map.of());
        }
    }

    /// What came in.
    ///
    /// @param sent bytes of the body that were sent
    public record Asked(String path, Optional<String> range, Optional<String> authorization, int status, long sent) {}

    public void put(String path, File file) {
        files.put(path, file);
    }

    public void put(String path, byte[] bytes) {
        put(path, File.of(bytes));
    }

    public String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var file = files.get(exchange.getRequestURI().toString());
            if (file == null) {
                note(exchange, 404, 0);
                exchange.sendResponseHeaders(404, -1);
            } else if (file.login().isPresent() && !file.login().equals(header(exchange, "Authorization"))) {
                note(exchange, 401, 0);
                exchange.sendResponseHeaders(401, -1);
            } else if (file.location().isPresent()) {
                note(exchange, 302, 0);
                exchange.getResponseHeaders().set("Location", file.location().get());
                exchange.sendResponseHeaders(302, -1);
            } else {
                send(exchange, file);
            }
        }
    }

    private void send(HttpExchange exchange, File file) throws IOException {
        var headers = exchange.getResponseHeaders();
        if (file.claims() > 0) {
            note(exchange, 200, 0);
            exchange.sendResponseHeaders(200, file.claims());
            exchange.getResponseBody().flush();
            return;
        }
        file.headers().forEach(headers::set);
        file.validator().ifPresent(each -> headers.set(each.endsWith("\"") ? "ETag" : "Last-Modified", each));
        if (file.ranges()) {
            headers.set("Accept-Ranges", "bytes");
        }
        boolean known = file.validator().isPresent()
                && (file.validator().equals(header(exchange, "If-None-Match"))
                        || file.validator().equals(header(exchange, "If-Modified-Since")));
        if (known) {
            note(exchange, 304, 0);
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        int from = 0;
        int to = file.bytes().length;
        int status = 200;
        var range = header(exchange, "Range").map(RANGE::matcher);
        boolean same = header(exchange, "If-Range")
                .map(each -> file.validator().equals(Optional.of(each)))
                .orElse(true);
        if (file.ranges() && same && range.isPresent() && range.get().matches()) {
            from = Integer.parseInt(range.get().group(1));
            to = range.get().group(2).isEmpty()
                    ? to
                    : Math.min(to, Integer.parseInt(range.get().group(2)) + 1);
            headers.set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, file.bytes().length));
            status = 206;
        }
        int cut = file.breaks().isEmpty()
                ? to - from
                : Math.min(to - from, file.breaks().removeFirst());
        note(exchange, status, cut);
        exchange.sendResponseHeaders(status, to == from ? -1 : to - from);
        if (to > from) {
            exchange.getResponseBody().write(file.bytes(), from, cut);
            exchange.getResponseBody().flush();
        }
    }

    private void note(HttpExchange exchange, int status, long sent) {
        asked.add(new Asked(
                exchange.getRequestURI().toString(),
                header(exchange, "Range"),
                header(exchange, "Authorization"),
                status,
                sent));
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

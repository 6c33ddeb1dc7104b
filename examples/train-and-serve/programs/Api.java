import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/// The routes: /health, /v1/models, /v1/models/NAME, /v1/completions and /v1/chat/completions. Each request has a
/// virtual thread of its own, which may block on its client.
final class Api implements HttpHandler {
    private static final int LARGEST_BODY = 1 << 20;

    private final Map<String, Network> networks;
    private final long created = Instant.now().getEpochSecond();

    Api(Map<String, Network> networks) {
        this.networks = networks;
    }

    @Override
    public void handle(HttpExchange exchange) {
        long start = System.nanoTime();
        String outcome;
        try (exchange) {
            outcome = answer(exchange);
        } catch (IOException e) {
            outcome = "client left"; // what it asked for is no longer computed
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        IO.println("%s %s: %s, %d ms"
                .formatted(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), outcome, millis));
    }

    private String answer(HttpExchange exchange) throws IOException {
        try {
            return route(exchange);
        } catch (ApiError e) {
            return send(exchange, e.status, e.json());
        } catch (RuntimeException e) {
            e.printStackTrace();
            var defect = new ApiError(500, "internal_error", null, "this is a defect; see the log");
            return send(exchange, defect.status, defect.json());
        }
    }

    private String route(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var model = path.startsWith("/v1/models/") ? path.substring("/v1/models/".length()) : null;
        if (path.equals("/health")) {
            expect("GET", exchange);
            return send(exchange, 200, Json.write(Json.object("status", "ok")));
        }
        if (path.equals("/v1/models") || model != null) {
            expect("GET", exchange);
            return send(exchange, 200, Json.write(model == null ? models() : model(model)));
        }
        if (path.equals("/v1/completions")) {
            expect("POST", exchange);
            return complete(exchange, Question.completion(body(exchange)), new Shape.Completion());
        }
        if (path.equals("/v1/chat/completions")) {
            expect("POST", exchange);
            return complete(exchange, Question.chat(body(exchange)), new Shape.Chat());
        }
        throw new ApiError(404, "unknown_url", null, "no such route: " + path);
    }

    private void expect(String method, HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new ApiError(405, "method_not_allowed", null, "only %s is understood here".formatted(method));
        }
    }

    private Object body(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            throw new ApiError(413, "too_large", null, "a request may have %d bytes".formatted(LARGEST_BODY));
        }
        try {
            return Json.read(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new ApiError(400, "invalid_json", null, "not valid UTF-8");
        } catch (IllegalArgumentException e) {
            throw new ApiError(400, "invalid_json", null, e.getMessage());
        }
    }

    private Object models() {
        return Json.object("object", "list", "data", networks.keySet().stream().map(this::model).toList());
    }

    private Object model(String name) {
        network(name);
        return Json.object("id", name, "object", "model", "created", created, "owned_by", "tombolo");
    }

    private Network network(String name) {
        if (!networks.containsKey(name)) {
            var message = "no model '%s'; there are %s".formatted(name, networks.keySet());
            throw new ApiError(404, "model_not_found", "model", message);
        }
        return networks.get(name);
    }

    private String complete(HttpExchange exchange, Question question, Shape shape) throws IOException {
        var network = network(question.model());
        var frame = Json.object(
                "id", shape.prefix() + UUID.randomUUID(),
                "object", shape.name(question.stream()),
                "created", Instant.now().getEpochSecond(),
                "model", question.model());
        return question.stream()
                ? stream(exchange, network, question, shape, frame)
                : whole(exchange, network, question, shape, frame);
    }

    private String whole(
            HttpExchange exchange, Network network, Question question, Shape shape, Map<String, Object> frame)
            throws IOException {
        var text = new StringBuilder();
        var ending = question.sampler().write(network, question.prompt(), text::append);
        frame.put("choices", List.of(shape.choice(text.toString(), ending.reason())));
        frame.put("usage", usage(question, ending));
        return send(exchange, 200, Json.write(frame));
    }

    /// Server-sent events. Writing to a client that has gone throws, and that ends the computation as well.
    private String stream(
            HttpExchange exchange, Network network, Question question, Shape shape, Map<String, Object> frame)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        for (var opening : shape.opening()) {
            event(out, frame, List.of(opening));
        }
        var ending = question.sampler()
                .write(network, question.prompt(), piece -> event(out, frame, List.of(shape.delta(piece, null))));
        event(out, frame, List.of(shape.delta("", ending.reason())));
        if (question.usage()) {
            frame.put("usage", usage(question, ending));
            event(out, frame, List.of());
        }
        event(out, "[DONE]");
        out.close();
        return "200, streamed %d tokens".formatted(ending.tokens());
    }

    private static void event(OutputStream out, Map<String, Object> frame, List<Object> choices) throws IOException {
        frame.put("choices", choices);
        event(out, Json.write(frame));
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(UTF_8));
        out.flush();
    }

    private static Object usage(Question question, Sampler.Ending ending) {
        int prompt = question.prompt().getBytes(UTF_8).length;
        return Json.object(
                "prompt_tokens", prompt,
                "completion_tokens", ending.tokens(),
                "total_tokens", prompt + ending.tokens());
    }

    private static String send(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = (json + "\n").getBytes(UTF_8);
        boolean bare = exchange.getRequestMethod().equals("HEAD"); // a HEAD is answered without a body
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bare ? -1 : bytes.length);
        if (!bare) {
            exchange.getResponseBody().write(bytes);
        }
        return String.valueOf(status);
    }
}

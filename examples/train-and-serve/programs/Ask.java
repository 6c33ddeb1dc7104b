import static java.nio.charset.StandardCharsets.UTF_8;

/// Asks the served models in all the ways that they can be asked, checks each answer, and stores the answers. Ends with
/// status 1 when an answer is not what it should be, or when training or tuning did not lower the held-out loss.
///
/// java Ask.java --results FILE --out FILE [--server HOST:PORT] [--question TEXT]
///
/// Without --server it asks the service `model` of its run: TOMBOLO_SERVICE_MODEL_HTTP.

void main(String[] args) throws Exception {
    Program.run("Ask", args, List.of("results", "out", "server", "question"), options -> {
        var results = Json.read(Files.readString(options.path("results")));
        double untrained = loss(results, "corpus", "untrained");
        double trained = loss(results, "corpus", "base");
        double untuned = loss(results, "tune", "base");
        double tuned = loss(results, "tune", "tuned");
        IO.println("training: %.3f -> %.3f, tuning: %.3f -> %.3f held-out bits per byte"
                .formatted(untrained, trained, untuned, tuned));
        check(trained < untrained, "training did not lower the held-out loss");
        check(tuned < untuned, "tuning did not lower the held-out loss");

        var server = options.optional("server")
                .or(() -> Optional.ofNullable(System.getenv("TOMBOLO_SERVICE_MODEL_HTTP")));
        check(server.isPresent(), "nobody to ask: neither --server nor TOMBOLO_SERVICE_MODEL_HTTP is set");
        var url = "http://" + server.get() + "/v1";
        var question = options.optional("question").orElse("A workflow is");
        var answers = new ArrayList<>();
        for (var model : list(Json.read(get(url + "/models")), "data")) {
            answers.add(ask(url, text(model, "id"), question));
        }
        check(answers.size() == 2, "two models were expected, %d are served".formatted(answers.size()));
        Files.writeString(options.path("out"),
                Json.write(Json.object("question", question, "heldout", results, "answers", answers)) + "\n");
        IO.println("stored in " + options.path("out").getFileName());
    });
}

/// One model, three ways. Chat is asked twice with the same seed, whole and streamed: both must say the same.
Object ask(String url, String model, String question) throws IOException {
    var settings = Json.object("model", model, "max_tokens", 160, "temperature", 0.5, "top_p", 0.95, "seed", 7);

    var asked = new LinkedHashMap<>(settings);
    asked.put("prompt", question);
    var completion = Json.read(post(url + "/completions", asked));
    var text = text(first(completion, "choices"), "text");
    check(!text.isEmpty(), model + ": the completion is empty");
    check(number(field(completion, "usage"), "completion_tokens") > 0, model + ": the completion counts no tokens");
    IO.println("--- %s%n%s%s".formatted(model, question, text));

    asked = new LinkedHashMap<>(settings);
    asked.put("messages", List.of(Json.object("role", "user", "content", question)));
    var chat = Json.read(post(url + "/chat/completions", asked));
    var whole = text(field(first(chat, "choices"), "message"), "content");
    check(!whole.isEmpty(), model + ": the answer in the chat is empty");
    asked.put("stream", true);
    var streamed = assemble(post(url + "/chat/completions", asked));
    check(whole.equals(streamed), "%s: streamed it says '%s', whole '%s'".formatted(model, streamed, whole));
    return Json.object("model", model, "completion", text, "chat", whole);
}

/// Puts the pieces of a stream together; it must say why it ended, and then that it is done.
String assemble(String stream) throws IOException {
    var events = stream.lines().filter(line -> !line.isEmpty()).toList();
    check(events.stream().allMatch(line -> line.startsWith("data: ")), "not a stream of events: " + stream);
    check(events.size() > 2 && events.getLast().equals("data: [DONE]"), "the stream does not end with [DONE]");
    var text = new StringBuilder();
    Object reason = null;
    for (var event : events.subList(0, events.size() - 1)) {
        check(reason == null, "the stream goes on after its finish_reason");
        var choice = (Map<?, ?>) first(Json.read(event.substring("data: ".length())), "choices");
        var delta = (Map<?, ?>) field(choice, "delta");
        text.append(delta.get("content") instanceof String piece ? piece : "");
        reason = choice.get("finish_reason");
    }
    check(reason != null, "the stream has no finish_reason");
    return text.toString();
}

String get(String url) throws IOException {
    return answer((HttpURLConnection) URI.create(url).toURL().openConnection());
}

String post(String url, Object body) throws IOException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
        out.write(Json.write(body).getBytes(UTF_8));
    }
    return answer(connection);
}

String answer(HttpURLConnection connection) throws IOException {
    connection.setReadTimeout(60_000);
    int status = connection.getResponseCode();
    try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        var body = new String(in.readAllBytes(), UTF_8);
        check(status == 200, "%s: status %d, %s".formatted(connection.getURL(), status, body));
        return body;
    }
}

double loss(Object results, String text, String network) throws IOException {
    return number(field(results, text), network);
}

Object field(Object object, String name) throws IOException {
    var value = object instanceof Map<?, ?> fields ? fields.get(name) : null;
    check(value != null, "no '%s' in %s".formatted(name, Json.write(object)));
    return value;
}

String text(Object object, String name) throws IOException {
    return field(object, name).toString();
}

double number(Object object, String name) throws IOException {
    check(field(object, name) instanceof Double, "'%s' is not a number in %s".formatted(name, Json.write(object)));
    return (Double) field(object, name);
}

List<?> list(Object object, String name) throws IOException {
    return field(object, name) instanceof List<?> list ? list : List.of();
}

Object first(Object object, String name) throws IOException {
    check(!list(object, name).isEmpty(), "'%s' is empty in %s".formatted(name, Json.write(object)));
    return list(object, name).getFirst();
}

void check(boolean holds, String otherwise) throws IOException {
    if (!holds) {
        throw new IOException(otherwise);
    }
}

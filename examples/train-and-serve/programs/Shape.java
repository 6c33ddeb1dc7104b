import module java.base;

/// Where the two ways to ask differ: in the shape of what comes back.
sealed interface Shape {
    String prefix();

    String name(boolean stream);

    /// The whole answer.
    Object choice(String text, String reason);

    /// A piece of a streamed answer; the last one has a reason and no text.
    Object delta(String text, String reason);

    /// What a stream begins with.
    default List<Object> opening() {
        return List.of();
    }

    record Completion() implements Shape {
        @Override
        public String prefix() {
            return "cmpl-";
        }

        @Override
        public String name(boolean stream) {
            return "text_completion";
        }

        @Override
        public Object choice(String text, String reason) {
            return Json.object("index", 0, "text", text, "logprobs", null, "finish_reason", reason);
        }

        @Override
        public Object delta(String text, String reason) {
            return choice(text, reason);
        }
    }

    record Chat() implements Shape {
        @Override
        public String prefix() {
            return "chatcmpl-";
        }

        @Override
        public String name(boolean stream) {
            return stream ? "chat.completion.chunk" : "chat.completion";
        }

        @Override
        public Object choice(String text, String reason) {
            var message = Json.object("role", "assistant", "content", text, "refusal", null);
            return Json.object("index", 0, "message", message, "logprobs", null, "finish_reason", reason);
        }

        @Override
        public Object delta(String text, String reason) {
            return chunk(reason == null ? Json.object("content", text) : Json.object(), reason);
        }

        @Override
        public List<Object> opening() {
            return List.of(chunk(Json.object("role", "assistant", "content", ""), null));
        }

        private static Object chunk(Object delta, String reason) {
            return Json.object("index", 0, "delta", delta, "logprobs", null, "finish_reason", reason);
        }
    }
}

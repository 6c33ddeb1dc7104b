import module java.base;

/// What a client asks for, checked: every field that is there has the right type and a value that can be honoured.
record Question(String model, String prompt, Sampler sampler, boolean stream, boolean usage) {
    private static final int MOST_TOKENS = 4096;

    /// Fields that would change the answer and that these networks have no way to follow. Others are ignored.
    private static final List<String> UNSUPPORTED =
            List.of("best_of", "echo", "functions", "logit_bias", "logprobs", "suffix", "tools", "top_logprobs");

    static Question completion(Object body) {
        var fields = fields(body);
        return of(fields, switch (fields.get("prompt")) {
            case String prompt -> prompt;
            case List<?> prompts when prompts.size() == 1 && prompts.getFirst() instanceof String prompt -> prompt;
            case null, default -> throw ApiError.wrong("prompt", "prompt: a string was expected");
        });
    }

    /// These networks only continue text. So a chat is the text of its messages, and the answer is what follows it.
    static Question chat(Object body) {
        var fields = fields(body);
        if (!(fields.get("messages") instanceof List<?> messages) || messages.isEmpty()) {
            throw ApiError.wrong("messages", "messages: a list with at least one message was expected");
        }
        return of(fields, messages.stream().map(Question::content).collect(Collectors.joining("\n")));
    }

    private static String content(Object message) {
        if (!(message instanceof Map<?, ?> fields) || !(fields.get("role") instanceof String)) {
            throw ApiError.wrong("messages", "messages: each must be an object with a role");
        }
        return switch (fields.get("content")) {
            case String content -> content;
            case List<?> parts -> parts.stream().map(Question::part).collect(Collectors.joining());
            case null, default -> throw ApiError.wrong("messages", "messages: content must be a string or text parts");
        };
    }

    private static String part(Object part) {
        if (part instanceof Map<?, ?> fields && fields.get("text") instanceof String text) {
            return text;
        }
        throw ApiError.wrong("messages", "messages: only parts with text are understood");
    }

    private static Question of(Map<?, ?> fields, String prompt) {
        if (!(fields.get("model") instanceof String model)) {
            throw ApiError.wrong("model", "model: the name of a model was expected");
        }
        for (var name : UNSUPPORTED) {
            var value = fields.get(name);
            if (value != null && !value.equals(false) && !value.equals("")) {
                throw ApiError.wrong(name, name + ": not supported by this server");
            }
        }
        whole(fields, "n", 1, 1, 1);
        int tokens = (int) whole(fields, "max_tokens", 1, MOST_TOKENS, 128);
        var sampler = new Sampler(
                (int) whole(fields, "max_completion_tokens", 1, MOST_TOKENS, tokens),
                number(fields, "temperature", 0, 2, 1),
                number(fields, "top_p", 0, 1, 1),
                whole(fields, "seed", -(1L << 53), 1L << 53, ThreadLocalRandom.current().nextInt()),
                stop(fields.get("stop")));
        boolean usage = fields.get("stream_options") instanceof Map<?, ?> options && flag(options, "include_usage");
        return new Question(model, prompt, sampler, flag(fields, "stream"), usage);
    }

    private static Map<?, ?> fields(Object body) {
        if (body instanceof Map<?, ?> fields) {
            return fields;
        }
        throw ApiError.wrong(null, "the body must be a JSON object");
    }

    private static double number(Map<?, ?> fields, String name, double least, double most, double otherwise) {
        var expected = "%s: a number from %.0f to %.0f was expected".formatted(name, least, most);
        return switch (fields.get(name)) {
            case null -> otherwise;
            case Double number when number >= least && number <= most -> number;
            default -> throw ApiError.wrong(name, expected);
        };
    }

    private static long whole(Map<?, ?> fields, String name, long least, long most, long otherwise) {
        double number = number(fields, name, least, most, otherwise);
        if (number != Math.rint(number)) {
            throw ApiError.wrong(name, name + ": a whole number was expected");
        }
        return (long) number;
    }

    private static boolean flag(Map<?, ?> fields, String name) {
        return switch (fields.get(name)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw ApiError.wrong(name, name + ": true or false was expected");
        };
    }

    private static List<String> stop(Object stop) {
        var words = switch (stop) {
            case null -> List.of();
            case List<?> list -> list;
            default -> List.of(stop);
        };
        if (words.size() > 4 || !words.stream().allMatch(word -> word instanceof String text && !text.isEmpty())) {
            throw ApiError.wrong("stop", "stop: a string, or a list of at most 4, was expected");
        }
        return words.stream().map(Object::toString).toList();
    }
}

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;

/// Writes text with a network, byte by byte. One byte is one token: `maxTokens` and all counts are bytes.
record Sampler(int maxTokens, double temperature, double topP, long seed, List<String> stop) {
    /// How a text ended: "stop" when one of the stop sequences came (it is not part of the text), else "length".
    record Ending(String reason, int tokens) {}

    /// Takes a piece of the text as soon as it is certain; an exception from here ends the writing.
    interface Listener {
        void accept(String piece) throws IOException;
    }

    /// Continues the prompt. Pieces are whole characters, and never part of a stop sequence that may yet be completed.
    Ending write(Network network, String prompt, Listener listener) throws IOException {
        var random = new SplittableRandom(seed);
        var pass = new Pass(network, 1);
        var utf8 = new Utf8();
        var start = prompt.getBytes(UTF_8);
        var text = Arrays.copyOf(start, start.length + maxTokens + 1); // one zero more: the byte that is predicted next
        var certain = new StringBuilder();
        int from = start.length; // of what has not been added to `certain` yet
        for (int at = start.length; at < start.length + maxTokens; at++) {
            pass.put(0, text, at);
            network.forward(pass, 1);
            int value = pick(pass.probabilities, utf8, random);
            utf8.accept(value);
            text[at] = (byte) value;
            if (utf8.isComplete()) {
                certain.append(new String(text, from, at + 1 - from, UTF_8));
                from = at + 1;
                var ended = stop.stream().filter(word -> certain.toString().endsWith(word)).findFirst();
                if (ended.isPresent()) {
                    certain.setLength(certain.length() - ended.get().length());
                    flush(certain, certain.length(), listener);
                    return new Ending("stop", at + 1 - start.length);
                }
                flush(certain, certain.length() - stopBegun(certain), listener);
            }
        }
        flush(certain, certain.length(), listener);
        return new Ending("length", maxTokens);
    }

    private static void flush(StringBuilder text, int length, Listener listener) throws IOException {
        if (length > 0) {
            listener.accept(text.substring(0, length));
            text.delete(0, length);
        }
    }

    /// How many characters at the end may be the beginning of a stop sequence.
    private int stopBegun(CharSequence text) {
        for (int length = text.length(); length > 0; length--) {
            var end = text.subSequence(text.length() - length, text.length()).toString();
            if (stop.stream().anyMatch(word -> word.startsWith(end))) {
                return length;
            }
        }
        return 0;
    }

    /// Draws among the most likely bytes that together hold `topP`, sharpened or flattened by the temperature; at
    /// temperature 0, takes the most likely one.
    private int pick(float[] probabilities, Utf8 utf8, SplittableRandom random) {
        var bytes = IntStream.range(0, Network.VOCABULARY)
                .filter(utf8::allows)
                .boxed()
                .sorted(Comparator.comparingDouble(value -> -probabilities[value]))
                .toList();
        if (temperature == 0) {
            return bytes.getFirst();
        }
        double top = Math.max(probabilities[bytes.getFirst()], Float.MIN_NORMAL);
        var weights = bytes.stream()
                .mapToDouble(value -> Math.pow(probabilities[value] / top, 1 / temperature))
                .toArray();
        double kept = topP * DoubleStream.of(weights).sum();
        int last = 0;
        double sum = weights[0];
        while (sum < kept && last + 1 < weights.length) {
            sum += weights[++last];
        }
        double drawn = random.nextDouble() * sum;
        int chosen = 0;
        while (drawn >= weights[chosen] && chosen < last) {
            drawn -= weights[chosen++];
        }
        return bytes.get(chosen);
    }
}

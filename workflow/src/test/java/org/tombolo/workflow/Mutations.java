package org.tombolo.workflow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Breaks good files in the ways that hands, merges, bad disks and bad people do.
final class Mutations {
    private static final List<String> NASTY = List.of(
            "&a",
            "*a",
            "<<: *a",
            "{",
            "}",
            "[",
            "]",
            "- ",
            ": ",
            "? ",
            "| ",
            "> ",
            "!!binary ",
            "!x ",
            "%YAML 9.9\n",
            "---\n",
            "...\n",
            "\t",
            "\"",
            "'",
            "\\",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\UFFFFFFFF\"",
            "\u0000",
            "\ufeff",
            "\u2028",
            "{{ .X }}",
            "${params.x}",
            "${params.",
            "$${params.x}",
            "null",
            "~",
            "-1",
            "99999999999999999999",
            "1e999",
            "0x10",
            ".inf",
            "9h",
            "file://../x",
            "volume://",
            "secret://",
            "#",
            "\r",
            "\n\n",
            "params: {x: {type: int}}\n",
            "version: v1\n",
            "../",
            "é",
            "😀");

    private final Random random;
    private final List<String> corpus;

    Mutations(long seed, List<String> corpus) {
        this.random = new Random(seed);
        this.corpus = List.copyOf(corpus);
    }

    byte[] next() {
        var text = corpus.get(random.nextInt(corpus.size()));
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            text = text.length() > 200_000 ? text.substring(0, 200_000) : mutated(text);
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? flipped(bytes) : bytes;
    }

    private String mutated(String text) {
        return switch (random.nextInt(12)) {
            case 0 -> withoutSpan(text);
            case 1 -> withSpanTwice(text);
            case 2 -> insert(text, NASTY.get(random.nextInt(NASTY.size())));
            case 3 -> replaceWord(text, NASTY.get(random.nextInt(NASTY.size())));
            case 4 -> swapLines(text);
            case 5 -> withoutLine(text);
            case 6 -> withLineTwice(text);
            case 7 -> indent(text);
            case 8 -> replaceWord(text, word(text));
            case 9 -> misspell(text);
            case 10 -> splice(text);
            default -> bomb(text);
        };
    }

    private byte[] flipped(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        var copy = Arrays.copyOf(bytes, bytes.length);
        for (int i = random.nextInt(3); i >= 0; i--) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private String withoutSpan(String text) {
        int from = at(text);
        return text.substring(0, from) + text.substring(Math.min(text.length(), from + random.nextInt(40)));
    }

    private String withSpanTwice(String text) {
        int from = at(text);
        int to = Math.min(text.length(), from + random.nextInt(300));
        return text.substring(0, to) + text.substring(from, to) + text.substring(to);
    }

    private String insert(String text, String what) {
        int where = at(text);
        return text.substring(0, where) + what + text.substring(where);
    }

    private String word(String text) {
        var words = text.split("[\\s:,{}\\[\\]]+", -1);
        return words[random.nextInt(words.length)];
    }

    private String replaceWord(String text, String by) {
        var word = word(text);
        int where = word.isEmpty() ? -1 : text.indexOf(word, at(text));
        return where < 0 ? text : text.substring(0, where) + by + text.substring(where + word.length());
    }

    private String misspell(String text) {
        int where = at(text);
        return where + 1 >= text.length()
                ? text
                : text.substring(0, where) + text.charAt(where + 1) + text.charAt(where) + text.substring(where + 2);
    }

    private List<String> lines(String text) {
        return new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    }

    private String swapLines(String text) {
        var lines = lines(text);
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        return String.join("\n", lines);
    }

    private String withoutLine(String text) {
        var lines = lines(text);
        lines.remove(random.nextInt(lines.size()));
        return String.join("\n", lines);
    }

    private String withLineTwice(String text) {
        var lines = lines(text);
        lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
        return String.join("\n", lines);
    }

    private String indent(String text) {
        var lines = lines(text);
        int line = random.nextInt(lines.size());
        lines.set(
                line,
                random.nextBoolean() ? " " + lines.get(line) : lines.get(line).stripLeading());
        return String.join("\n", lines);
    }

    private String splice(String text) {
        var other = corpus.get(random.nextInt(corpus.size()));
        return text.substring(0, at(text)) + other.substring(at(other));
    }

    /// Aliases that multiply, brackets without end, one long key, one long list.
    private String bomb(String text) {
        return switch (random.nextInt(8)) {
            case 0 -> text + "\nx0: &x0 [a, b]\n" + multiplying(5 + random.nextInt(30));
            case 1 -> insert(text, "[".repeat(random.nextInt(5000)));
            case 2 -> insert(text, "{a: ".repeat(random.nextInt(5000)));
            case 3 -> insert(text, "k".repeat(random.nextInt(20_000)));
            case 4 -> insert(text, "[" + "a, ".repeat(random.nextInt(5000)) + "]");
            case 5 -> insert(text, "- ".repeat(random.nextInt(3000)));
            case 6 -> insert(text, " ".repeat(random.nextInt(20_000)));
            default ->
                text + "\n" + "a".repeat(1 + random.nextInt(10)) + ": &a [*a, " + "*a, ".repeat(random.nextInt(100))
                        + "]\n";
        };
    }

    private static String multiplying(int levels) {
        var bomb = new StringBuilder();
        for (int i = 1; i < levels; i++) {
            bomb.append("x%d: &x%d [%s]\n".formatted(i, i, ("*x" + (i - 1) + ", ").repeat(9)));
        }
        return bomb.toString();
    }

    private int at(String text) {
        return text.isEmpty() ? 0 : random.nextInt(text.length());
    }
}

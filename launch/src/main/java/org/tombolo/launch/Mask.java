package org.tombolo.launch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tombolo.model.secret.Secrets;

/// Puts asterisks over values of secrets, as many as they have bytes: every offset stays true. It knows a value as it
/// is, each of its longer lines, and its Base64; nothing else of what a program may make of it.
public final class Mask {
    public static final Mask NONE = new Mask(List.of());

    /// What is shorter would put asterisks over everything.
    private static final int SHORTEST = 4;
    /// Of a line of a value of several lines.
    private static final int SHORTEST_LINE = 8;

    private final List<byte[]> needles;
    private final int longest;

    private Mask(List<byte[]> needles) {
        this.needles = needles;
        this.longest = needles.isEmpty() ? 0 : needles.getFirst().length;
    }

    public static Mask of(Secrets secrets) {
        Set<String> texts = new LinkedHashSet<>();
        secrets.all().stream()
                .flatMap(held -> held.value().confidential().stream())
                .flatMap(Mask::forms)
                .forEach(texts::add);
        var needles = new ArrayList<byte[]>();
        texts.forEach(text -> needles.add(text.getBytes(StandardCharsets.UTF_8)));
        needles.sort(Comparator.comparingInt((byte[] needle) -> needle.length).reversed());
        return needles.isEmpty() ? NONE : new Mask(List.copyOf(needles));
    }

    private static Stream<String> forms(String value) {
        var whole = Stream.of(value, value.strip());
        var lines = value.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE);
        var encoded = Stream.of(
                Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        return Stream.of(whole, value.strip().lines().count() > 1 ? lines : Stream.<String>empty(), encoded)
                .flatMap(each -> each)
                .filter(text -> text.getBytes(StandardCharsets.UTF_8).length >= SHORTEST)
                .filter(_ -> value.strip().length() >= SHORTEST);
    }

    public boolean isEmpty() {
        return needles.isEmpty();
    }

    /// How many bytes before and behind a piece have to be looked at with it.
    public int margin() {
        return Math.max(0, longest - 1);
    }

    /// Covers every value that is whole in these bytes; answers whether there was one.
    public boolean cover(byte[] bytes) {
        var covered = new boolean[bytes.length];
        boolean found = false;
        for (var needle : needles) { // in the bytes as they came: values may overlap
            for (int at = find(bytes, needle, 0); at >= 0; at = find(bytes, needle, at + 1)) {
                Arrays.fill(covered, at, at + needle.length, true);
                found = true;
            }
        }
        for (int i = 0; i < bytes.length; i++) {
            if (covered[i] && bytes[i] != '\n') {
                bytes[i] = '*';
            }
        }
        return found;
    }

    /// How many of the last bytes may be the beginning of a value whose rest has not come yet.
    public int pending(byte[] bytes) {
        int most = 0;
        for (var needle : needles) {
            for (int length = Math.min(needle.length - 1, bytes.length); length > most; length--) {
                if (Arrays.equals(bytes, bytes.length - length, bytes.length, needle, 0, length)) {
                    most = length;
                }
            }
        }
        return most;
    }

    public String cover(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return cover(bytes) ? new String(bytes, StandardCharsets.UTF_8) : text;
    }

    private static int find(byte[] bytes, byte[] needle, int from) {
        byte first = needle[0];
        int last = bytes.length - needle.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == first && Arrays.equals(bytes, i, i + needle.length, needle, 0, needle.length)) {
                return i;
            }
        }
        return -1;
    }
}

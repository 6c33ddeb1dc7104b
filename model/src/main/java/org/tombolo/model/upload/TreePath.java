package org.tombolo.model.upload;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Rules for a path inside a tree: relative, `/`-separated, no empty, `.` or `..` part, no control character, at most
/// 1,024 bytes. So whoever writes a tree down below a folder cannot leave that folder.
public final class TreePath {
    public static final int MOST_BYTES = 1024;
    private static final String PLAIN = "-._~/+,=@";

    private TreePath() {}

    public static boolean isGood(String path) {
        return fault(path).isEmpty();
    }

    /// What is wrong with it, as words that follow "it".
    public static Optional<String> fault(String path) {
        if (path.isEmpty()) {
            return Optional.of("is empty");
        }
        if (path.startsWith("/")) {
            return Optional.of("is absolute");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
            return Optional.of("is not Unicode text");
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of("is longer than %d bytes".formatted(MOST_BYTES));
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("holds a control character");
        }
        for (var part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of(part.isEmpty() ? "has an empty part" : "has the part \"%s\"".formatted(part));
            }
        }
        return Optional.empty();
    }

    /// One word without spaces: every byte of the UTF-8 text but letters, digits and `-._~/+,=@` as `%XX`.
    static String encode(String path) {
        var out = new StringBuilder(path.length() + 16);
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (isPlain(c)) {
                out.append(c);
            } else {
                out.append('%').append("%02X".formatted((int) c));
            }
        }
        return out.toString();
    }

    /// Empty when `encode` would not have written it so.
    static Optional<String> decode(String word) {
        var bytes = new ByteArrayOutputStream(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            if (i + 2 >= word.length()) {
                return Optional.empty();
            }
            int high = Character.digit(word.charAt(i + 1), 16);
            int low = Character.digit(word.charAt(i + 2), 16);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        return text(bytes.toByteArray()).filter(path -> encode(path).equals(word));
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            return Optional.of(decoder.decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

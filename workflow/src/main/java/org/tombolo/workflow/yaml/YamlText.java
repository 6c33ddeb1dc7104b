package org.tombolo.workflow.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tombolo.workflow.problem.Place;
import org.tombolo.workflow.problem.Problems;

/// The bytes of a file as text: UTF-8 with or without a byte order mark, of bounded size, without control characters.
public final class YamlText {
    public static final int MOST_BYTES = 1 << 20;

    private YamlText() {}

    /// Empty when a problem was reported.
    public static Optional<String> decode(byte[] bytes, Problems problems) {
        if (bytes.length > MOST_BYTES) {
            problems.add(Place.START, "", tooLarge(bytes.length));
            return Optional.empty();
        }
        if (isUtf16(bytes)) {
            problems.add(Place.START, "", "expected UTF-8, found UTF-16 or UTF-32: save the file as UTF-8");
            return Optional.empty();
        }
        int skip = startsWithMark(bytes) ? 3 : 0;
        var chars = CharBuffer.allocate(bytes.length);
        var result = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, skip, bytes.length - skip), chars, true);
        var text = chars.flip().toString();
        if (!result.isUnderflow()) {
            problems.add(
                    placeOf(text, text.length()), "", "expected UTF-8, found %s".formatted(malformed(bytes, result)));
            return Optional.empty();
        }
        return withoutControls(text, problems) ? Optional.of(text) : Optional.empty();
    }

    public static String tooLarge(long size) {
        return "expected at most 1 MiB (%d bytes), found %d: put large texts into files beside this one"
                .formatted(MOST_BYTES, size);
    }

    private static String malformed(byte[] bytes, CoderResult result) {
        return result.isMalformed()
                ? "a byte sequence that is none, in a file of %d bytes".formatted(bytes.length)
                : "more than fits";
    }

    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        return first == 0xfeff || first == 0xfffe || first >>> 8 == 0 || (first & 0xff) == 0;
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
    }

    private static boolean withoutControls(String text, Problems problems) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' && c != '\u0085') {
                problems.add(
                        placeOf(text, i), "", "expected text, found the control character U+%04X".formatted((int) c));
                return false;
            }
        }
        return true;
    }

    private static Place placeOf(String text, int end) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Place(line, text.codePointCount(start, end) + 1);
    }
}

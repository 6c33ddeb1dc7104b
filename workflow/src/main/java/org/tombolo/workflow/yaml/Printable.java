package org.tombolo.workflow.yaml;

/// Text from outside as it may stand in a message: one line, no control characters, not endless.
public final class Printable {
    private static final int LONGEST = 60;

    private Printable() {}

    public static String of(String text) {
        var line = text.strip();
        var cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
        var out = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) || isHidden(c) ? '?' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /// Surrogates without their other half, and characters that turn the direction of text around.
    private static boolean isHidden(int c) {
        int type = Character.getType(c);
        return type == Character.SURROGATE
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}

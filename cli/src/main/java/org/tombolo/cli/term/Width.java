package org.tombolo.cli.term;

/// How many columns text takes on a terminal.
public final class Width {
    private Width() {}

    /// Columns of a text that may hold colours.
    public static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int end = endOfEscape(text, i);
            if (end > i) {
                i = end;
                continue;
            }
            int point = text.codePointAt(i);
            columns += ofCharacter(point);
            i += Character.charCount(point);
        }
        return columns;
    }

    /// The text, cut to so many columns with `…` at the end; colours stay whole and are closed.
    public static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        var kept = new StringBuilder();
        boolean coloured = false;
        int left = columns - 1;
        for (int i = 0; i < text.length(); ) {
            int end = endOfEscape(text, i);
            if (end > i) {
                kept.append(text, i, end);
                coloured = true;
                i = end;
                continue;
            }
            int point = text.codePointAt(i);
            left -= ofCharacter(point);
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(point);
            i += Character.charCount(point);
        }
        return kept.append(columns > 0 ? "…" : "")
                .append(coloured ? "\u001b[0m" : "")
                .toString();
    }

    /// The text with blanks behind it up to so many columns.
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /// Where the colour sequence that begins here ends; `start` itself when none begins.
    private static int endOfEscape(String text, int start) {
        if (text.charAt(start) != '\u001b' || start + 1 >= text.length() || text.charAt(start + 1) != '[') {
            return start;
        }
        int end = start + 2;
        while (end < text.length() && (text.charAt(end) < '@' || text.charAt(end) > '~')) {
            end++;
        }
        return Math.min(end + 1, text.length());
    }

    private static int ofCharacter(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    /// The blocks that terminals draw two columns wide (Unicode's East Asian wide and full-width ones, and emoji).
    private static boolean isWide(int point) {
        return point >= 0x1100
                && (point <= 0x115f
                        || (point >= 0x2e80 && point <= 0xa4cf)
                        || (point >= 0xac00 && point <= 0xd7a3)
                        || (point >= 0xf900 && point <= 0xfaff)
                        || (point >= 0xfe30 && point <= 0xfe6f)
                        || (point >= 0xff00 && point <= 0xff60)
                        || (point >= 0xffe0 && point <= 0xffe6)
                        || (point >= 0x1f300 && point <= 0x1f64f)
                        || (point >= 0x1f900 && point <= 0x1f9ff)
                        || (point >= 0x20000 && point <= 0x3fffd));
    }
}

package org.tombolo.model;

/// Rules for names that come from outside.
public final class Names {
    private static final int LONGEST = 63;

    private Names() {}

    /// RFC 1123: lower case, digits and `-`, at most 63 characters.
    public static boolean isDnsLabel(String name) {
        int last = name.length() - 1;
        for (int i = 0; i <= last; i++) {
            char at = name.charAt(i);
            if (!(isLower(at) || isDigit(at) || (at == '-' && i > 0 && i < last))) {
                return false;
            }
        }
        return last >= 0 && last < LONGEST;
    }

    /// Letters, digits, `.`, `_` and `-`, at most 63 characters, safe as a file name.
    public static boolean isWord(String name) {
        int last = name.length() - 1;
        for (int i = 0; i <= last; i++) {
            char at = name.charAt(i);
            boolean within = at == '_' || at == '-' || (at == '.' && i < last);
            if (!(isLower(at) || isDigit(at) || (at >= 'A' && at <= 'Z') || (within && i > 0))) {
                return false;
            }
        }
        return last >= 0 && last < LONGEST;
    }

    private static boolean isLower(char at) {
        return at >= 'a' && at <= 'z';
    }

    private static boolean isDigit(char at) {
        return at >= '0' && at <= '9';
    }

    static String requireDnsLabel(String what, String name) {
        if (!isDnsLabel(name)) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s \"%s\": expected lower-case letters, digits and '-', at most 63 characters"
                            .formatted(what, printable(name)));
        }
        return name;
    }

    static String requireWord(String what, String name) {
        if (!isWord(name)) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s \"%s\": expected letters, digits, '.', '_' and '-', at most 63 characters"
                            .formatted(what, printable(name)));
        }
        return name;
    }

    /// A name from outside as it may stand in a message: no control characters, not endless.
    public static String printable(String text) {
        var cut = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}

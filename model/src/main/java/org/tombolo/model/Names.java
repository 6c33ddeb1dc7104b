package org.tombolo.model;

import java.util.regex.Pattern;

/// Rules for names that come from outside.
public final class Names {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9_-])?");

    private Names() {}

    /// RFC 1123: lower case, digits and `-`, at most 63 characters.
    public static boolean isDnsLabel(String name) {
        return DNS_LABEL.matcher(name).matches();
    }

    /// Letters, digits, `.`, `_` and `-`, at most 63 characters, safe as a file name.
    public static boolean isWord(String name) {
        return WORD.matcher(name).matches();
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

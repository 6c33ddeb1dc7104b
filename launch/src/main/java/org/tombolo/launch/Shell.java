package org.tombolo.launch;

import java.util.Set;
import java.util.regex.Pattern;

/// Text for a POSIX shell.
public final class Shell {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");
    /// Names that mean something to the shell itself, or that it does not let go.
    private static final Set<String> ITS_OWN =
            Set.of("IFS", "OPTIND", "LINENO", "PPID", "PS1", "PS2", "PS4", "MAIL", "MAILPATH", "MAILCHECK", "ENV");

    private Shell() {}

    /// One word that is exactly this text.
    public static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /// Whether the shell can carry a variable of this name to its children.
    public static boolean canExport(String name) {
        return NAME.matcher(name).matches() && !ITS_OWN.contains(name);
    }

    /// One word: the text, with `$NAME` and `${NAME}` of the names that are known read when the word is used.
    /// Everything else that looks like one stays as it is: it may be meant for a shell that the command starts.
    static String expand(String text, Set<String> known) {
        var out = new StringBuilder(text.length() + 8);
        var found = REFERENCE.matcher(text);
        int done = 0;
        while (found.find()) {
            var name = found.group(1) == null ? found.group(2) : found.group(1);
            if (known.contains(name) && canExport(name)) {
                if (found.start() > done) {
                    out.append(quote(text.substring(done, found.start())));
                }
                out.append("\"${").append(name).append("}\"");
                done = found.end();
            }
        }
        if (done < text.length() || out.isEmpty()) {
            out.append(quote(text.substring(done)));
        }
        return out.toString();
    }
}

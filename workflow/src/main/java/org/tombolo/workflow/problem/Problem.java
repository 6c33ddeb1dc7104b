package org.tombolo.workflow.problem;

import java.util.Optional;

/// One thing that is wrong with a file, or (as a warning) that is not what its author may think.
///
/// @param file    the file's name as the caller gave it
/// @param path    the key it is about, such as `jobs.train.mounts`; empty for the file as a whole
/// @param what    what was expected and what was found
/// @param nearest the nearest thing that would have been right
public record Problem(String file, Place place, String path, String what, Optional<String> nearest) {
    private static final int LONGEST = 1000;

    /// Names from the file go into messages: they bring no control characters with them, and no book.
    public Problem {
        path = shown(path);
        what = shown(what);
        nearest = nearest.map(Problem::shown);
    }

    private static String shown(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return cut.chars().noneMatch(Character::isISOControl) ? cut : cut.replaceAll("\\p{Cc}", "?");
    }

    /// As `workflow.yaml:14:7 jobs.train.mounts: no volume "dta"; did you mean "data"?`.
    public String text() {
        var subject = path.isEmpty() ? "" : path + ": ";
        var hint = nearest.map("; did you mean \"%s\"?"::formatted).orElse("");
        return file + ":" + place + " " + subject + what + hint;
    }

    @Override
    public String toString() {
        return text();
    }
}

package org.tombolo.workflow.upload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One line of a `.gitignore`.
///
/// @param parts   of the path below the file's folder; empty where it is `**`, which stands for any number of folders
/// @param negated takes back what earlier lines leave out
record IgnoreRule(List<Optional<Glob>> parts, boolean negated, boolean onlyFolders) {
    IgnoreRule {
        parts = List.copyOf(parts);
    }

    /// Empty for comments and blank lines.
    static Optional<IgnoreRule> parse(String line) {
        var text = withoutTrailingSpaces(line);
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        boolean negated = text.startsWith("!");
        var pattern = negated ? text.substring(1) : text;
        boolean onlyFolders = pattern.endsWith("/");
        var path = onlyFolders ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (path.isEmpty()) {
            return Optional.empty();
        }
        var parts = new ArrayList<Optional<Glob>>();
        if (path.indexOf('/') < 0) {
            parts.add(Optional.empty()); // a name without a slash is looked for at every depth
        }
        Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.equals("**") ? Optional.<Glob>empty() : Optional.of(Glob.of(part)))
                .forEach(parts::add);
        return Optional.of(new IgnoreRule(parts, negated, onlyFolders));
    }

    /// @param path below the folder of the `.gitignore`
    boolean matches(List<String> path, boolean isFolder) {
        return (isFolder || !onlyFolders) && matches(path);
    }

    /// Row by row: which beginnings of the path the first parts match.
    private boolean matches(List<String> path) {
        var reached = new boolean[path.size() + 1];
        reached[0] = true;
        for (int i = 0; i < parts.size(); i++) {
            reached = after(parts.get(i), i == parts.size() - 1, reached, path);
        }
        return reached[path.size()];
    }

    private static boolean[] after(Optional<Glob> part, boolean isLast, boolean[] before, List<String> path) {
        var reached = new boolean[before.length];
        boolean any = false;
        for (int j = 0; j < before.length; j++) {
            if (part.isPresent()) {
                reached[j] = j > 0 && before[j - 1] && part.get().matches(path.get(j - 1));
            } else {
                // At the end `a/**` is what is in a, not a itself; elsewhere `**` may stand for nothing.
                reached[j] = any || (before[j] && !isLast);
                any |= before[j];
            }
        }
        return reached;
    }

    private static String withoutTrailingSpaces(String line) {
        int end = line.endsWith("\r") ? line.length() - 1 : line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && (end < 2 || line.charAt(end - 2) != '\\')) {
            end--;
        }
        return line.substring(0, end);
    }
}

package org.tombolo.workflow.yaml;

import java.util.regex.Pattern;

/// How a place in the tree is called: `jobs.train.depends-on[0].name`, `jobs.train.mounts["/data"]`.
public final class KeyPath {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

    private KeyPath() {}

    public static String child(String path, String key) {
        if (!WORD.matcher(key).matches()) {
            return path + "[\"" + Printable.of(key) + "\"]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    public static String item(String path, int index) {
        return path + "[" + index + "]";
    }
}

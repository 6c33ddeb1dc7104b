package org.tombolo.workflow.yaml;

/// How a place in the tree is called: `jobs.train.depends-on[0].name`, `jobs.train.mounts["/data"]`.
public final class KeyPath {
    private KeyPath() {}

    public static String child(String path, String key) {
        if (!isWord(key)) {
            return path + "[\"" + Printable.of(key) + "\"]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isWord(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean good =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
            if (!good) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    public static String item(String path, int index) {
        return path + "[" + index + "]";
    }
}

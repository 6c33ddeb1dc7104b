package org.tombolo.sim;

import java.util.List;
import java.util.Optional;

/// A command line's words.
record Words(List<String> all) {
    Words {
        all = List.copyOf(all);
    }

    boolean has(String name) {
        return all.contains(name);
    }

    /// What follows a name, unless that is a name too.
    Optional<String> value(String name) {
        int at = all.indexOf(name);
        return at < 0 || at + 1 >= all.size() || all.get(at + 1).startsWith("--")
                ? Optional.empty()
                : Optional.of(all.get(at + 1));
    }
}

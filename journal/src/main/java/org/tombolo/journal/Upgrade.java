package org.tombolo.journal;

import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A step from one version of a stored record to the next, on its JSON.
///
/// @param from the version that it takes; it makes the next one
record Upgrade(String word, int from, UnaryOperator<ObjectNode> step) {
    /// Every step since the first version, oldest first. None is ever removed.
    static final List<Upgrade> ALL =
            List.of(new Upgrade("run", 1, Upgrade::withoutImages), new Upgrade("ended-run", 1, row -> {
                withoutImages((ObjectNode) row.get("run"));
                return row;
            }));

    /// Nobody told what its images meant.
    private static ObjectNode withoutImages(ObjectNode run) {
        run.putObject("images");
        return run;
    }
}

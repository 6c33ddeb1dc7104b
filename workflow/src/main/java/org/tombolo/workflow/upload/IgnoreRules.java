package org.tombolo.workflow.upload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `.gitignore` files that hold for a folder: its own and those of the folders above it, up to the top of the tree.
/// Within a file the last line that matches decides, and a file below decides before one above.
final class IgnoreRules {
    static final IgnoreRules NONE = new IgnoreRules(List.of());
    private static final int MOST_BYTES = 1 << 20;

    private record Level(int depth, List<IgnoreRule> rules) {}

    private final List<Level> levels;

    private IgnoreRules(List<Level> levels) {
        this.levels = List.copyOf(levels);
    }

    /// Those of a folder, known by the parts of its path below the top of the tree.
    IgnoreRules in(Path folder, int depth) throws IOException {
        var file = folder.resolve(".gitignore");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
            return this;
        }
        var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        var rules =
                text.lines().map(IgnoreRule::parse).flatMap(Optional::stream).toList();
        var more = new ArrayList<>(levels);
        more.add(new Level(depth, rules));
        return new IgnoreRules(more);
    }

    /// @param path below the top of the tree
    boolean leavesOut(List<String> path, boolean isFolder) {
        for (var level : levels.reversed()) {
            var below = path.subList(level.depth(), path.size());
            for (var rule : level.rules().reversed()) {
                if (rule.matches(below, isFolder)) {
                    return !rule.negated();
                }
            }
        }
        return false;
    }
}

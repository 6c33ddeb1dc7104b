package org.tombolo.workflow.yaml;

import java.util.Collection;

/// How much there is in a value; an alias counts as much as what it stands for.
///
/// @param values     it and all values in it
/// @param characters of all texts in it
/// @param depth      1 for a scalar
public record Extent(long values, long characters, int depth) {
    static Extent ofText(String text) {
        return new Extent(1, text.length(), 1);
    }

    static Extent around(Collection<Node> children) {
        long values = 1;
        long characters = 0;
        int depth = 0;
        for (var child : children) {
            values += child.extent().values();
            characters += child.extent().characters();
            depth = Math.max(depth, child.extent().depth());
        }
        return new Extent(values, characters, depth + 1);
    }
}

package org.tombolo.wire;

import java.util.List;
import java.util.Optional;

/// A list, or a page of one.
///
/// @param next what `after` must be for the next page; empty at the end
public record Items<T>(List<T> items, Optional<String> next) {
    public Items {
        items = List.copyOf(items);
    }

    public static <T> Items<T> all(List<T> items) {
        return new Items<>(items, Optional.empty());
    }
}

package org.tombolo.wire.store;

import java.util.List;

/// A file or folder of a volume.
///
/// @param entries names in a folder, sorted; a folder's end with `/`
public record Item(String path, boolean folder, long size, boolean executable, List<String> entries) {
    public Item {
        entries = List.copyOf(entries);
    }
}

package org.tombolo.engine;

import java.util.List;

/// A file or folder of a volume.
///
/// @param entries what is in a folder, by name
public record Listing(boolean folder, long size, boolean executable, List<String> entries) {
    public Listing {
        entries = List.copyOf(entries);
    }
}

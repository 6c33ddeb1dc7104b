package org.tombolo.wire.store;

import java.util.List;

/// Asks which of these objects are missing; the answer, of the same shape, names those.
public record Digests(List<String> digests) {
    public static final int MOST = 10_000;

    public Digests {
        digests = List.copyOf(digests);
    }
}

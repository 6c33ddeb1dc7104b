package org.tombolo.model.spec;

import java.util.Optional;

/// Indexes `start` to `end`, both inclusive, at most `concurrency` at once.
public record ArraySpec(int start, int end, Optional<Integer> concurrency) {
    public int size() {
        return end - start + 1;
    }
}

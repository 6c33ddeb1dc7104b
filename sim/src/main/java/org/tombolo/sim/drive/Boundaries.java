package org.tombolo.sim.drive;

import java.util.Optional;

/// Counts the boundaries that are passed, so that each can be tried once, and says where the server dies.
final class Boundaries {
    private final Optional<Integer> planned;
    private int passed;
    private int fuse = -1;
    private Optional<Boundary> diedAt = Optional.empty();

    Boundaries(Optional<Integer> planned) {
        this.planned = planned;
    }

    /// The weather wants a crash at the n-th boundary from here.
    void crashSoon(int n) {
        fuse = n;
    }

    void calm() {
        fuse = -1;
    }

    boolean crashesAt(Boundary here) {
        int number = passed++;
        boolean dies = planned.isPresent() ? planned.get() == number : fuse >= 0 && fuse-- == 0;
        if (dies) {
            diedAt = Optional.of(here);
        }
        return dies;
    }

    int passed() {
        return passed;
    }

    /// The last one.
    Optional<Boundary> diedAt() {
        return diedAt;
    }
}

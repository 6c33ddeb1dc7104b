package org.tombolo.sim.drive;

import java.util.Optional;

/// Where the server may die: before a commit, after it and before anybody is told, after the replies and before the
/// calls, after a call and before its answer, inside a snapshot. Counted, so that each can be tried once.
final class Boundaries {
    private final Optional<Integer> planned;
    private int passed;
    private int fuse = -1;

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

    boolean crashesHere() {
        int here = passed++;
        if (planned.isPresent()) {
            return planned.get() == here;
        }
        return fuse >= 0 && fuse-- == 0;
    }

    int passed() {
        return passed;
    }
}

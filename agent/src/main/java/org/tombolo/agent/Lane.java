package org.tombolo.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A supervisor's shell that runs attempts one after the other. Only the dispatcher touches it.
final class Lane {
    final int number;
    /// Handed over and not yet ended, first to last.
    final Deque<Entry> taken = new ArrayDeque<>();
    /// Whether it is in a control group of its own: then nothing of an ended attempt is left.
    boolean grouped;

    @Nullable
    ProcessIdentity process;
    /// Whether it is not known yet what of it reached the lane: an agent before us handed it over.
    boolean syncing;

    Lane(int number) {
        this.number = number;
    }

    boolean isIdle() {
        return taken.isEmpty();
    }
}

package org.tombolo.agent;

import org.jspecify.annotations.Nullable;

/// What Java does not have, found when it is first needed: that takes a moment.
final class Native {
    private @Nullable LibC libc;
    private @Nullable FileCalls files;

    synchronized LibC libc() {
        var found = libc;
        if (found == null) {
            found = new LibC();
            libc = found;
        }
        return found;
    }

    synchronized FileCalls files() {
        var found = files;
        if (found == null) {
            found = new FileCalls(libc());
            files = found;
        }
        return found;
    }
}

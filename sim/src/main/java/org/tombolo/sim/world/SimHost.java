package org.tombolo.sim.world;

import org.tombolo.model.work.HostCapacity;

/// A machine of a simulated site.
final class SimHost {
    private final HostCapacity capacity;
    private boolean up = true;

    SimHost(HostCapacity capacity) {
        this.capacity = capacity;
    }

    HostCapacity capacity() {
        return capacity;
    }

    boolean isUp() {
        return up;
    }

    void up(boolean now) {
        up = now;
    }
}

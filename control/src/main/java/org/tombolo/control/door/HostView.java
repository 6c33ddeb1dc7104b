package org.tombolo.control.door;

import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.work.HostCapacity;

/// A host and what of it is taken.
///
/// @param attempts how many it runs
public record HostView(
        HostCapacity capacity,
        int coresTaken,
        long memoryTaken,
        SequencedMap<String, Integer> devicesTaken,
        int attempts) {
    public HostView {
        devicesTaken = Ordered.copy(devicesTaken);
    }
}

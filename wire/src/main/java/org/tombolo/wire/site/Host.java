package org.tombolo.wire.site;

import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// A machine and what of it is taken.
///
/// @param devices  kind → how many
/// @param attempts how many it runs
public record Host(
        String name,
        String address,
        int cores,
        int coresTaken,
        long memoryBytes,
        long memoryTaken,
        SequencedMap<String, Integer> devices,
        SequencedMap<String, Integer> devicesTaken,
        int firstPort,
        int lastPort,
        int attempts) {
    public Host {
        devices = Ordered.copy(devices);
        devicesTaken = Ordered.copy(devicesTaken);
    }
}

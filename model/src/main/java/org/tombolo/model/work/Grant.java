package org.tombolo.model.work;

import java.util.List;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// What an attempt was given of a host: exclusively its own until it has ended.
///
/// @param host        the host's name in its site
/// @param cores       core numbers, as the host counts them
/// @param memoryBytes 0 when no memory was asked for
/// @param devices     kind → device numbers
/// @param ports       port name → number
public record Grant(
        String host,
        List<Integer> cores,
        long memoryBytes,
        SequencedMap<String, List<Integer>> devices,
        SequencedMap<String, Integer> ports) {
    public Grant {
        cores = List.copyOf(cores);
        devices = devices.isEmpty() ? Ordered.none() : Ordered.copy(devices);
        ports = ports.isEmpty() ? Ordered.none() : Ordered.copy(ports);
    }
}

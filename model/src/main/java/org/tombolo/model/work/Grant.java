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
///
/// At a site whose own scheduler places work: `host` is the queue, the scheduler chooses the cores and devices, and
/// ports are taken where the attempt starts.
public record Grant(
        String host,
        List<Integer> cores,
        long memoryBytes,
        SequencedMap<String, List<Integer>> devices,
        SequencedMap<String, Integer> ports) {
    /// For the site's own scheduler to carry out.
    public static Grant inQueue(String queue, long memoryBytes) {
        return new Grant(queue, List.of(), memoryBytes, Ordered.none(), Ordered.none());
    }

    public Grant {
        cores = List.copyOf(cores);
        devices = devices.isEmpty() ? Ordered.none() : Ordered.copy(devices);
        ports = ports.isEmpty() ? Ordered.none() : Ordered.copy(ports);
    }
}

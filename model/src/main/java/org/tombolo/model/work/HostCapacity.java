package org.tombolo.model.work;

import java.util.List;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// What a host has to give.
///
/// @param name        unique in its site
/// @param address     where its ports are reached, an IP address or a name
/// @param cores       the numbers of the cores that may be given
/// @param memoryBytes what may be given in all
/// @param devices     kind → device numbers
/// @param ports       the ports that may be allotted for `port: 0`
public record HostCapacity(
        String name,
        String address,
        List<Integer> cores,
        long memoryBytes,
        SequencedMap<String, List<Integer>> devices,
        PortRange ports,
        SequencedMap<String, String> annotations) {
    public HostCapacity {
        cores = List.copyOf(cores);
        devices = Ordered.copy(devices);
        annotations = Ordered.copy(annotations);
    }
}

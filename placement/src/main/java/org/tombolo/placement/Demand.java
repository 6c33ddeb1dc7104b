package org.tombolo.placement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.PortSpec;

/// What one attempt needs of a host, or of each of several.
///
/// @param memoryBytes 0: none asked for
/// @param exclusive   nothing else may run on the host
/// @param ports       fixed ones are exclusive; port 0 is allotted
/// @param reserved    ports that others are about to ask for by number: allotted only when there is no other
/// @param annotations what the host must say of itself, exactly
/// @param nodes       how many of them
/// @param time        how long it may take; empty: nobody has said
public record Demand(
        int cores,
        long memoryBytes,
        SequencedMap<String, Integer> devices,
        boolean exclusive,
        List<PortSpec> ports,
        List<Integer> reserved,
        SequencedMap<String, String> annotations,
        int nodes,
        Optional<Duration> time) {
    public Demand {
        devices = Ordered.copy(devices);
        ports = List.copyOf(ports);
        reserved = List.copyOf(reserved);
        annotations = Ordered.copy(annotations);
    }
}

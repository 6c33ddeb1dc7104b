package org.tombolo.model.work;

import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// Where an attempt runs, told by a site that decides this itself.
///
/// @param node    as the site calls it
/// @param address where its ports are reached
/// @param ports   port name → number
public record Whereabouts(String node, String address, SequencedMap<String, Integer> ports) {
    public Whereabouts {
        ports = ports.isEmpty() ? Ordered.none() : Ordered.copy(ports);
    }
}

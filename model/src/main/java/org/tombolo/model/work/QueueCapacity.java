package org.tombolo.model.work;

import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// What the largest node of a queue can give, at a site whose own scheduler places work. How much of them is free, the
/// scheduler alone knows.
///
/// @param name        unique in its site: a Slurm partition
/// @param nodes       how many it has
/// @param cores       of one node
/// @param memoryBytes of one node
/// @param devices     kind → how many, of one node
/// @param limit       how long work may run; empty: as long as it likes
/// @param annotations what it says of itself
public record QueueCapacity(
        String name,
        int nodes,
        int cores,
        long memoryBytes,
        SequencedMap<String, Integer> devices,
        Optional<Duration> limit,
        SequencedMap<String, String> annotations) {
    public QueueCapacity {
        devices = Ordered.copy(devices);
        annotations = Ordered.copy(annotations);
    }
}

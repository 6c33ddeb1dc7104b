package org.tombolo.wire.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// One try of a task.
///
/// @param attempt    the try, from 1
/// @param state      `placed`, `accepted`, `running`, `ready`, `stopping`, `ended`
/// @param address    where its ports are reached
/// @param ports      port name → number
/// @param cause      in one word why it ended: `exit`, `signal`, `out-of-memory`, `timeout`, ...
/// @param why        the same in a sentence
/// @param cpuMillis  user and system time of the whole tree
/// @param step       what it waits for or does: `names-image`, `fetches-image`, `unpacks-image`, `moves` (a transfer)
/// @param movedBytes by a transfer, so far or in all; of an image that is fetched, so far
/// @param ofBytes    that are known to come, meanwhile
/// @param fenced     given up at a silent site
/// @param waits      why the site that has it has not started it
/// @param endsBy     when its site will end it
public record Attempt(
        String job,
        int index,
        int attempt,
        String state,
        String site,
        Optional<String> host,
        Optional<String> address,
        List<Integer> cores,
        long memoryBytes,
        SequencedMap<String, List<Integer>> devices,
        SequencedMap<String, Integer> ports,
        Instant placedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> cause,
        Optional<Integer> exitCode,
        Optional<String> why,
        Optional<Long> cpuMillis,
        Optional<Long> memoryPeakBytes,
        Optional<String> step,
        Optional<Long> movedBytes,
        Optional<Long> ofBytes,
        boolean fenced,
        Optional<String> waits,
        Optional<Instant> endsBy) {
    public Attempt {
        cores = List.copyOf(cores);
        devices = Ordered.copy(devices);
        ports = Ordered.copy(ports);
    }
}

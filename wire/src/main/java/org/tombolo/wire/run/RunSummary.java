package org.tombolo.wire.run;

import java.time.Instant;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// A line of the list of runs. Fields as in `Run`.
///
/// @param jobs  how many the graph has
/// @param ended how many of them have ended, `failed` of these without success
public record RunSummary(
        String id,
        String project,
        String user,
        Optional<String> name,
        SequencedMap<String, String> labels,
        String state,
        Optional<String> why,
        Instant startedAt,
        Optional<Instant> endedAt,
        int jobs,
        int ended,
        int failed) {
    public RunSummary {
        labels = Ordered.copy(labels);
    }
}

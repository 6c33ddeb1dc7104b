package org.tombolo.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedCollection;
import org.tombolo.model.AttemptId;

/// What a site shows.
///
/// @param next     to go on from
/// @param complete whether everything is in it, or only what changed; what is not listed is unknown, never ended
public record Observation(Cursor next, boolean complete, List<Seen> seen) {
    public Observation {
        seen = List.copyOf(seen);
    }

    /// A site that has requeued an attempt may show the end of the incarnation before beside the current one: only that
    /// counts.
    public SequencedCollection<Seen> current() {
        var newest = new LinkedHashMap<AttemptId, Seen>();
        for (var each : seen) {
            newest.merge(each.attempt(), each, (one, other) -> other.incarnation() < one.incarnation() ? one : other);
        }
        return newest.sequencedValues();
    }
}

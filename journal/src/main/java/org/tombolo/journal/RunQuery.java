package org.tombolo.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;

/// Which ended runs are asked for; all conditions must hold.
///
/// @param projects of one of these; nothing is found when there are none
/// @param since   started then or later
/// @param outcome one word, as `Outcome.word` has it
/// @param labels  each of them must be there with this value
/// @param before  the `order` of the last run of the page before
/// @param limit   of a page, 1 to 1,000
public record RunQuery(
        List<ProjectId> projects,
        Optional<Instant> since,
        Optional<String> outcome,
        Optional<String> name,
        SequencedMap<String, String> labels,
        Optional<Long> before,
        int limit) {
    public RunQuery {
        projects = List.copyOf(projects);
        labels = Ordered.copy(labels);
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("limit %d: expected 1 to 1000".formatted(limit));
        }
    }

    public static RunQuery newest(List<ProjectId> projects, int limit) {
        return new RunQuery(
                projects,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Ordered.none(),
                Optional.empty(),
                limit);
    }
}

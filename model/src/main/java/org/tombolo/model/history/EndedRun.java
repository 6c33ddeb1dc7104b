package org.tombolo.model.history;

import java.time.Instant;
import java.util.List;
import org.tombolo.model.state.Run;
import org.tombolo.model.work.Outcome;

/// A run and how it went.
///
/// @param jobs in the order of the run's graph
public record EndedRun(Run run, Instant endedAt, Outcome outcome, List<EndedJob> jobs) implements HistoryRow {
    public EndedRun {
        jobs = List.copyOf(jobs);
    }
}

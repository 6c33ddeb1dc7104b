package org.tombolo.model.history;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.work.Outcome;
import org.tombolo.model.work.SiteChoice;

/// A node of an ended run's graph.
///
/// @param order     its place in the run's graph
/// @param succeeded tasks that did
/// @param failed    tasks that did not, or that were stopped
/// @param startedAt when it was released; empty for one that never was
public record EndedJob(
        String name,
        int order,
        Outcome outcome,
        Optional<SiteChoice> choice,
        int succeeded,
        int failed,
        Optional<Instant> startedAt,
        Instant endedAt) {}

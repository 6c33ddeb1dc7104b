package org.tombolo.wire.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A node of a run's graph.
///
/// @param kind       `job`, `service`, `staging`
/// @param state      `waiting` (for others), `queued` (for a place), `starting`, `running`, `ready` (a service), and of
///                   an ended one `succeeded`, `failed`, `stopped`, `skipped`
/// @param why        it failed, was stopped or was skipped
/// @param persist    a service that goes on until the run is stopped
/// @param array      whether it has several tasks
/// @param firstIndex of its tasks
/// @param site       where it runs, and `reason` why there
/// @param runMillis  sum of the durations of its tasks that succeeded
/// @param attempts   live ones, a few; of an ended job the last ones, a few
public record Job(
        String name,
        String kind,
        String state,
        Optional<String> why,
        boolean persist,
        boolean array,
        int firstIndex,
        List<Dependency> dependsOn,
        Optional<String> site,
        Optional<String> reason,
        Optional<Instant> releasedAt,
        Optional<Instant> endedAt,
        Counts tasks,
        long runMillis,
        List<Attempt> attempts) {
    public Job {
        dependsOn = List.copyOf(dependsOn);
        attempts = List.copyOf(attempts);
    }

    /// @param on `finished`, `running`, `failed`, `ended`
    public record Dependency(String job, String on) {}

    /// @param ready of a service: replicas that are
    public record Counts(int total, int waiting, int running, int ready, int succeeded, int failed) {}
}

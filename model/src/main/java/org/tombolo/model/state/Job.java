package org.tombolo.model.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.JobId;
import org.tombolo.model.work.Outcome;
import org.tombolo.model.work.SiteChoice;

/// A node of a run's graph, while the run lives: a job, a service or the staging of a volume.
///
/// @param order     its place in the run's graph
/// @param next      the next index that never started; past the end when all have
/// @param succeeded tasks that did
/// @param failed    tasks that did not, or that were stopped
/// @param runMillis sum of the durations of the attempts that succeeded
public record Job(
        JobId id,
        int order,
        Phase phase,
        Optional<SiteChoice> choice,
        int next,
        int succeeded,
        int failed,
        long runMillis)
        implements Entity {
    public sealed interface Phase {
        /// Waits for other nodes.
        record Waiting() implements Phase {}

        /// Has tasks that wait or run.
        record Released(Instant at) implements Phase {}

        record Ended(Instant at, Outcome outcome) implements Phase {}
    }

    public boolean isEnded() {
        return phase instanceof Phase.Ended;
    }

    public boolean isReleased() {
        return phase instanceof Phase.Released;
    }

    public Optional<Outcome> outcome() {
        return phase instanceof Phase.Ended(var _, var outcome) ? Optional.of(outcome) : Optional.empty();
    }

    public Job released(Instant at, SiteChoice where) {
        return new Job(id, order, new Phase.Released(at), Optional.of(where), next, succeeded, failed, runMillis);
    }

    public Job ended(Instant at, Outcome outcome) {
        return new Job(id, order, new Phase.Ended(at, outcome), choice, next, succeeded, failed, runMillis);
    }

    /// Index `index` has started for the first time.
    public Job started(int index) {
        return new Job(id, order, phase, choice, Math.max(next, index + 1), succeeded, failed, runMillis);
    }

    public Job taskEnded(boolean success) {
        return new Job(
                id, order, phase, choice, next, succeeded + (success ? 1 : 0), failed + (success ? 0 : 1), runMillis);
    }

    public Job ran(Duration duration) {
        return new Job(id, order, phase, choice, next, succeeded, failed, runMillis + duration.toMillis());
    }
}

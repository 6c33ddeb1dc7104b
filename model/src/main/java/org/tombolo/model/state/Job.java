package org.tombolo.model.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.JobId;
import org.tombolo.model.work.Outcome;
import org.tombolo.model.work.SiteChoice;

/// A node of a run's graph, while the run lives: a job, a service or the staging of a volume.
///
/// @param order        its place in the run's graph
/// @param stopping     why no task of it starts any more
/// @param next         the next index that never started; past the end when all have
/// @param succeeded    tasks that did
/// @param failed       tasks that did not, or that were stopped
/// @param firstFailure the first task that failed, and why
/// @param runMillis    sum of the durations of the attempts that succeeded
public record Job(
        JobId id,
        int order,
        Phase phase,
        Optional<SiteChoice> choice,
        Optional<String> stopping,
        int next,
        int succeeded,
        int failed,
        Optional<String> firstFailure,
        long runMillis)
        implements Entity {
    public sealed interface Phase {
        /// Waits for other nodes.
        record Waiting() implements Phase {}

        /// Has tasks that wait or run.
        record Released(Instant at) implements Phase {}

        /// @param startedAt when it was released; empty when it never was
        record Ended(Optional<Instant> startedAt, Instant at, Outcome outcome) implements Phase {}
    }

    /// @param first the first index of its array
    public static Job waiting(JobId id, int order, int first) {
        return new Job(
                id, order, new Phase.Waiting(), Optional.empty(), Optional.empty(), first, 0, 0, Optional.empty(), 0);
    }

    public boolean isEnded() {
        return phase instanceof Phase.Ended;
    }

    public boolean isReleased() {
        return phase instanceof Phase.Released;
    }

    public Optional<Outcome> outcome() {
        return phase instanceof Phase.Ended(var _, var _, var outcome) ? Optional.of(outcome) : Optional.empty();
    }

    public Job released(Instant at, SiteChoice where) {
        return with(new Phase.Released(at), Optional.of(where), stopping);
    }

    public Job stopping(String why) {
        return with(phase, choice, Optional.of(why));
    }

    public Job ended(Instant at, Outcome outcome) {
        var startedAt = phase instanceof Phase.Released(var since) ? Optional.of(since) : Optional.<Instant>empty();
        return with(new Phase.Ended(startedAt, at, outcome), choice, stopping);
    }

    /// Index `index` has started for the first time.
    public Job started(int index) {
        return counts(Math.max(next, index + 1), succeeded, failed, firstFailure, runMillis);
    }

    public Job taskEnded(int index, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded(), Outcome.Kept _ -> counts(next, succeeded + 1, failed, firstFailure, runMillis);
            case Outcome.Failed(var why) -> failed(index, why);
            case Outcome.Stopped(var why) -> failed(index, "stopped: " + why);
            case Outcome.Skipped(var because) -> failed(index, "skipped: " + because);
        };
    }

    /// A successful attempt took this long.
    public Job ran(Duration duration) {
        return counts(next, succeeded, failed, firstFailure, runMillis + Math.max(0, duration.toMillis()));
    }

    private Job failed(int index, String why) {
        var first = firstFailure.or(() -> Optional.of("task " + index + ": " + why));
        return counts(next, succeeded, failed + 1, first, runMillis);
    }

    private Job with(Phase nextPhase, Optional<SiteChoice> where, Optional<String> why) {
        return new Job(id, order, nextPhase, where, why, next, succeeded, failed, firstFailure, runMillis);
    }

    private Job counts(int nextIndex, int good, int bad, Optional<String> first, long millis) {
        return new Job(id, order, phase, choice, stopping, nextIndex, good, bad, first, millis);
    }
}

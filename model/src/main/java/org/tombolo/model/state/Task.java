package org.tombolo.model.state;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.TaskId;
import org.tombolo.model.work.Cause;

/// One element of a job that has been tried and has not ended; elements that never started are a range in `Job`.
///
/// @param attempts     how many tries it has had
/// @param memoryFactor what its memory is multiplied with, after tries that ran out of it
public record Task(TaskId id, int attempts, double memoryFactor, Phase phase) implements Entity {
    public sealed interface Phase {
        /// May be placed now.
        record Queued(Optional<Cause> last) implements Phase {}

        /// Waits before the next try.
        record Delayed(Instant until, Cause last) implements Phase {}

        /// Has an attempt that is active.
        record Trying() implements Phase {}
    }

    public Task with(Phase next) {
        return new Task(id, attempts, memoryFactor, next);
    }
}

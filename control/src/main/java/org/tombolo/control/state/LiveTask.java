package org.tombolo.control.state;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.Task;

/// A task that has been tried and has not ended, with its active attempt.
public final class LiveTask {
    private Task task;
    private @Nullable Attempt attempt;

    LiveTask(Task task) {
        this.task = task;
    }

    public Task task() {
        return task;
    }

    /// The attempt that is active.
    public Optional<Attempt> attempt() {
        return Optional.ofNullable(attempt);
    }

    void task(Task next) {
        this.task = next;
    }

    void attempt(@Nullable Attempt next) {
        this.attempt = next;
    }
}

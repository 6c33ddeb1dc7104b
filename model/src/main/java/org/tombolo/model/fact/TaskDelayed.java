package org.tombolo.model.fact;

import java.time.Instant;
import org.tombolo.model.TaskId;
import org.tombolo.model.work.Cause;

/// Its last attempt failed in a way that is worth another one.
public record TaskDelayed(TaskId task, Instant until, Cause cause, int attempts) implements Fact {}

package org.tombolo.model.fact;

import java.time.Duration;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.Cause;

/// Its end was ordered; it ends with this cause unless it ends by itself first.
public record AttemptStopping(AttemptId attempt, Duration grace, Cause cause) implements AttemptEvent {}

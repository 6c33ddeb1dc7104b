package org.tombolo.model.fact;

import java.time.Instant;
import org.tombolo.model.AttemptId;

/// User code runs.
///
/// @param at the site's time
public record AttemptStarted(AttemptId attempt, Instant at, int incarnation) implements AttemptEvent {}

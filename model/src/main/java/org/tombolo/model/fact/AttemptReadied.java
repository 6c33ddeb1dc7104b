package org.tombolo.model.fact;

import org.tombolo.model.AttemptId;

/// Its probe passed, or stopped passing.
public record AttemptReadied(AttemptId attempt, boolean ready) implements AttemptEvent {}

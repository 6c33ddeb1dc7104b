package org.tombolo.model.fact;

import org.tombolo.model.AttemptId;

/// The site has it.
public record AttemptAccepted(AttemptId attempt, String handle) implements AttemptEvent {}

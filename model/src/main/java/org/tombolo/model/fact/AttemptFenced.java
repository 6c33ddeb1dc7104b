package org.tombolo.model.fact;

import org.tombolo.model.AttemptId;

/// Given up at a silent site: nothing that it reports from now on counts.
public record AttemptFenced(AttemptId attempt, String why) implements AttemptEvent {}

package org.tombolo.model.fact;

import org.tombolo.model.RunId;
import org.tombolo.model.work.Outcome;

/// It leaves the live state.
public record RunEnded(RunId run, Outcome outcome) implements Fact {}

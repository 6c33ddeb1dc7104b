package org.tombolo.model.fact;

import org.tombolo.model.JobId;
import org.tombolo.model.work.Outcome;

public record JobEnded(JobId job, Outcome outcome) implements Fact {}

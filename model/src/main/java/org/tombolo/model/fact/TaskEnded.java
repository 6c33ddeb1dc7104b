package org.tombolo.model.fact;

import org.tombolo.model.TaskId;
import org.tombolo.model.work.Outcome;

public record TaskEnded(TaskId task, Outcome outcome) implements Fact {}

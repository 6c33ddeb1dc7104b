package org.tombolo.control.door;

import java.util.Optional;
import org.tombolo.model.state.Task;

/// A task with its latest attempt.
public record TaskView(Task task, Optional<AttemptView> attempt) {}

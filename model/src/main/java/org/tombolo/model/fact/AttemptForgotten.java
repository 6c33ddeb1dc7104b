package org.tombolo.model.fact;

import java.util.List;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.LogObject;

/// The site holds nothing of it any more.
public record AttemptForgotten(AttemptId attempt, List<LogObject> logs) implements AttemptEvent {
    public AttemptForgotten {
        logs = List.copyOf(logs);
    }
}

package org.tombolo.engine;

import java.util.List;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.LogObject;

/// The site holds nothing of it any more; its logs are in `blobs`.
public record Forgotten(AttemptId attempt, List<LogObject> logs) {
    public Forgotten {
        logs = List.copyOf(logs);
    }
}

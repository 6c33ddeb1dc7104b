package org.tombolo.model.history;

import java.util.List;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.LogObject;

/// An attempt that its site has forgotten.
public record EndedAttempt(Attempt attempt, List<LogObject> logs) implements HistoryRow {
    public EndedAttempt {
        logs = List.copyOf(logs);
    }
}

package org.tombolo.journal;

import java.time.Instant;
import java.util.List;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.history.HistoryRow;

/// What one turn of the loop writes.
///
/// @param firstSeq of the first fact: one more than the last row that was written
/// @param time     of all its facts
/// @param history  what leaves the live state by these facts
public record Batch(long firstSeq, Instant time, List<Fact> facts, List<HistoryRow> history) {
    public Batch {
        facts = List.copyOf(facts);
        history = List.copyOf(history);
        if (facts.isEmpty()) {
            throw new IllegalArgumentException("batch at %d: at least one fact".formatted(firstSeq));
        }
    }

    public long lastSeq() {
        return firstSeq + facts.size() - 1;
    }
}

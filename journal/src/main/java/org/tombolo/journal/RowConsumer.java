package org.tombolo.journal;

import org.tombolo.model.fact.Fact;

/// Takes what is read from a journal.
@FunctionalInterface
public interface RowConsumer {
    void accept(Row row, Fact fact);
}

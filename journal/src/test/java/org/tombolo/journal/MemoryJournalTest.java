package org.tombolo.journal;

import java.util.function.UnaryOperator;

class MemoryJournalTest extends JournalContract {
    private final MemoryJournal journal = new MemoryJournal(new Codec(), Faults.none());

    @Override
    Journal open() {
        return journal;
    }

    @Override
    void change(long seq, UnaryOperator<Row> how) {
        journal.stored().replaceAll(row -> row.seq() == seq ? how.apply(row) : row);
    }

    @Override
    void remove(long seq) {
        journal.stored().removeIf(row -> row.seq() == seq);
    }
}

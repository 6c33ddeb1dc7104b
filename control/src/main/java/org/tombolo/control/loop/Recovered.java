package org.tombolo.control.loop;

import java.util.concurrent.atomic.AtomicLong;
import org.tombolo.control.state.State;
import org.tombolo.journal.Journal;

/// The state as the journal tells it: the newest snapshot and all rows behind it.
///
/// @param seq of the last row
public record Recovered(State state, long seq) {
    /// Reads everything, as fast as the machine can.
    public static Recovered from(Journal journal) {
        return from(journal, () -> {});
    }

    /// Starts, standbys and snapshots all go this way.
    ///
    /// @param rest is called after each entity and each row
    static Recovered from(Journal journal, Runnable rest) {
        var state = new State();
        var seq = new AtomicLong();
        journal.snapshot().ifPresent(snapshot -> {
            journal.readSnapshot(snapshot, entity -> {
                state.load(entity);
                rest.run();
            });
            seq.set(snapshot.seq());
        });
        journal.read(seq.get(), (row, fact) -> {
            state.apply(fact, row.time());
            seq.set(row.seq());
            rest.run();
        });
        state.takeDeparted();
        state.dirty().clear();
        return new Recovered(state, seq.get());
    }
}

package org.tombolo.control.loop;

import java.util.ArrayList;
import java.util.function.Supplier;
import org.tombolo.journal.Journal;
import org.tombolo.model.state.Entity;

/// Makes snapshots without stopping the loop: not from the live state but by reading the journal again, as a standby
/// would, on a thread of its own. So a snapshot also proves that the journal gives the state back.
public final class Snapshots {
    private static final int CHUNK = 1_000;

    private final Journal journal;
    private final Supplier<Runnable> rests;

    /// @param rests what is called after each small part of the work; a new one for each snapshot
    public Snapshots(Journal journal, Supplier<Runnable> rests) {
        this.journal = journal;
        this.rests = rests;
    }

    /// Writes a snapshot when at least `rows` rows have come since the last one. Blocks; call it from one thread only.
    ///
    /// @return whether one was written
    public boolean take(long epoch, long lastSeq, long rows) {
        long since = journal.snapshot().map(snapshot -> snapshot.seq()).orElse(0L);
        if (lastSeq - since < rows) {
            return false;
        }
        var rest = rests.get();
        var recovered = Recovered.from(journal, rest);
        try (var writer = journal.startSnapshot(
                epoch, recovered.seq(), recovered.state().clock().now())) {
            var chunk = new ArrayList<Entity>(CHUNK);
            for (var entity : recovered.state().entities()) {
                chunk.add(entity);
                if (chunk.size() == CHUNK) {
                    writer.write(chunk);
                    chunk.clear();
                    rest.run();
                }
            }
            if (!chunk.isEmpty()) {
                writer.write(chunk);
            }
            writer.finish();
        }
        return true;
    }
}

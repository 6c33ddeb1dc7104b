package org.tombolo.testkit.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.tombolo.journal.Batch;
import org.tombolo.journal.History;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Lease;
import org.tombolo.journal.RowConsumer;
import org.tombolo.journal.SealedRows;
import org.tombolo.journal.SnapshotRef;
import org.tombolo.journal.SnapshotWriter;
import org.tombolo.journal.Tail;
import org.tombolo.model.state.Entity;

/// Every commit is two boundaries: before it, and behind it while nobody has been answered yet.
record CrashingJournal(Journal journal, Boundaries boundaries) implements Journal {
    @Override
    public Lease lead(String holder, Duration ttl, Instant now) {
        return boundaries.around("lead", () -> journal.lead(holder, ttl, now));
    }

    @Override
    public boolean renew(long epoch, Duration ttl, Instant now) {
        return journal.renew(epoch, ttl, now);
    }

    @Override
    public void release(long epoch) {
        journal.release(epoch);
    }

    @Override
    public Optional<SnapshotRef> snapshot() {
        return journal.snapshot();
    }

    @Override
    public void readSnapshot(SnapshotRef snapshot, Consumer<Entity> into) {
        journal.readSnapshot(snapshot, into);
    }

    @Override
    public Tail read(long afterSeq, RowConsumer into) {
        return journal.read(afterSeq, into);
    }

    @Override
    public void append(long epoch, Batch batch) {
        boundaries.around("append", () -> journal.append(epoch, batch));
    }

    @Override
    public SnapshotWriter startSnapshot(long epoch, long seq, Instant time) {
        return boundaries.around("snapshot", () -> journal.startSnapshot(epoch, seq, time));
    }

    @Override
    public History history() {
        return journal.history();
    }

    @Override
    public SealedRows sealed() {
        return journal.sealed();
    }

    @Override
    public void close() {
        journal.close();
    }
}

package org.tombolo.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.tombolo.model.state.Entity;

/// What happened, in order, for good. One writer at a time: the holder of the lease, known by its epoch.
///
/// `lead`, `renew`, `release` and `append` are called by one thread, the loop's. `read`, `readSnapshot`, snapshot
/// writers and the history work beside it, on threads of their own (platform threads: SQLite holds its carrier).
public interface Journal extends AutoCloseable {
    /// Takes the lease, or says who holds it. Every grant has a higher epoch than all before it. The same holder gets
    /// it at once, so a restarted server that keeps its name does not wait for its own lease to expire.
    Lease lead(String holder, Duration ttl, Instant now);

    /// Holds the lease until `now + ttl`; false when somebody else has it.
    boolean renew(long epoch, Duration ttl, Instant now);

    /// Gives the lease up, so that the next one need not wait. Does nothing when it is held by another epoch.
    void release(long epoch);

    /// The newest complete snapshot.
    Optional<SnapshotRef> snapshot();

    /// Its entities, in the order in which they were written. One that is damaged is an error that names the remedy.
    void readSnapshot(SnapshotRef snapshot, Consumer<Entity> into);

    /// All rows behind `afterSeq` (0, a snapshot's seq, or the end of a batch read before), whole batches
    /// in order. A gap, a bad checksum, an unknown type or a newer version is an error that names the row and
    /// the remedy. What a cut left of an unacknowledged last batch is passed over, with a warning; the next
    /// `append` removes it.
    Tail read(long afterSeq, RowConsumer into);

    /// Writes the facts and the history of one batch in one transaction, or nothing. The caller has read all
    /// rows. Throws `Deposed` when the epoch is over, `PAUSED` when the store does not take it, `INTERNAL` when
    /// the batch does not follow the last row. Whether it was written after all is then known only by reading
    /// again.
    void append(long epoch, Batch batch);

    /// Begins to write the state as it was after row `seq`, the last of a batch that was appended.
    SnapshotWriter startSnapshot(long epoch, long seq, Instant time);

    History history();

    /// Values that are sealed, beside the journal.
    SealedRows sealed();

    @Override
    void close();
}

package org.tombolo.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.state.Entity;

/// A journal that lives as long as its object: for the simulator and tests. All that it holds has gone through the
/// codec. Its lock makes it usable by several threads, as the contract asks.
public final class MemoryJournal implements Journal {
    private record Snapshot(SnapshotRef ref, long checksum, List<Encoded> entities) {}

    private record Holder(String name, long epoch, Instant until) {}

    private final Codec codec;
    private final Faults faults;
    private final BatchWriter writer;
    private final MemoryHistory history;
    private final MemorySealedRows sealed = new MemorySealedRows();
    private final Object lock = new Object();
    // guarded by lock
    private final List<Row> rows = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private BatchWriter.End end = BatchWriter.End.EMPTY;
    private @Nullable Holder holder;
    private long lastEpoch;
    private long lastSnapshot;

    public MemoryJournal(Codec codec, Faults faults) {
        this.codec = codec;
        this.faults = faults;
        this.writer = new BatchWriter(codec);
        this.history = new MemoryHistory(codec);
    }

    @Override
    public Lease lead(String name, Duration ttl, Instant now) {
        synchronized (lock) {
            if (holder != null && !holder.name().equals(name) && holder.until().isAfter(now)) {
                return new Lease.HeldBy(holder.name(), holder.until());
            }
            holder = new Holder(name, ++lastEpoch, now.plus(ttl));
            return new Lease.Granted(lastEpoch);
        }
    }

    @Override
    public boolean renew(long epoch, Duration ttl, Instant now) {
        synchronized (lock) {
            if (holder == null || holder.epoch() != epoch) {
                return false;
            }
            holder = new Holder(holder.name(), epoch, now.plus(ttl));
            return true;
        }
    }

    @Override
    public void release(long epoch) {
        synchronized (lock) {
            if (holder != null && holder.epoch() == epoch) {
                holder = null;
            }
        }
    }

    @Override
    public Optional<SnapshotRef> snapshot() {
        synchronized (lock) {
            return snapshots.isEmpty()
                    ? Optional.empty()
                    : Optional.of(snapshots.getLast().ref());
        }
    }

    @Override
    public void readSnapshot(SnapshotRef ref, Consumer<Entity> into) {
        List<Encoded> entities;
        synchronized (lock) {
            entities = snapshots.stream()
                    .filter(snapshot -> snapshot.ref().id() == ref.id())
                    .findFirst()
                    .orElseThrow(() -> Damage.at("snapshot " + ref.id(), "it is not there"))
                    .entities();
        }
        for (var encoded : entities) {
            into.accept(codec.entity(encoded, "snapshot " + ref.id()));
        }
    }

    @Override
    public Tail read(long afterSeq, RowConsumer into) {
        List<Row> behind;
        long checksum;
        synchronized (lock) {
            behind = rows.stream().filter(row -> row.seq() > afterSeq).toList();
            checksum = checksumOf(afterSeq);
        }
        try (var reader = new BatchReader(codec, afterSeq, checksum, into)) {
            behind.forEach(reader::accept);
            return reader.end();
        }
    }

    @Override
    public void append(long epoch, Batch batch) {
        faults.beforeAppend(batch);
        synchronized (lock) {
            checkEpoch(epoch);
            removeCutBatch();
            var written = writer.rows(end, epoch, batch);
            var past = batch.history().stream().map(codec::encode).toList();
            rows.addAll(written);
            end = BatchWriter.endOf(written);
            for (int i = 0; i < past.size(); i++) {
                history.add(batch.history().get(i), past.get(i));
            }
        }
        faults.afterAppend(batch);
    }

    @Override
    public SnapshotWriter startSnapshot(long epoch, long seq, Instant time) {
        synchronized (lock) {
            return new Writer(epoch, ++lastSnapshot, seq, time);
        }
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public SealedRows sealed() {
        return sealed;
    }

    /// What is stored stays: the next to use this object finds it, as after a restart.
    @Override
    public void close() {}

    /// The rows as they lie there, for tests that damage them.
    List<Row> stored() {
        return rows;
    }

    private void checkEpoch(long epoch) {
        if (lastEpoch != epoch) {
            throw new Deposed(epoch, lastEpoch);
        }
    }

    private void removeCutBatch() {
        while (!rows.isEmpty() && !rows.getLast().endsBatch()) {
            rows.removeLast();
        }
        if (!rows.isEmpty()) {
            end = BatchWriter.endOf(rows);
        }
    }

    private long checksumOf(long seq) {
        if (seq == 0) {
            return 0;
        }
        return rows.stream()
                .filter(row -> row.seq() == seq)
                .map(Row::checksum)
                .findFirst()
                .or(() -> snapshots.stream()
                        .filter(snapshot -> snapshot.ref().seq() == seq)
                        .map(Snapshot::checksum)
                        .findFirst())
                .orElseThrow(() -> Damage.at("row " + seq, "it is missing"));
    }

    private final class Writer implements SnapshotWriter {
        private final long epoch;
        private final long id;
        private final long seq;
        private final Instant time;
        private final List<Encoded> entities = new ArrayList<>();

        Writer(long epoch, long id, long seq, Instant time) {
            this.epoch = epoch;
            this.id = id;
            this.seq = seq;
            this.time = time;
        }

        @Override
        public void write(List<? extends Entity> some) {
            faults.beforeSnapshotPart(some);
            some.forEach(entity -> entities.add(codec.encode(entity)));
        }

        @Override
        public void finish() {
            faults.beforeSnapshotFinish();
            synchronized (lock) {
                checkEpoch(epoch);
                if (seq > end.seq()) {
                    throw new TomboloException(
                            ErrorCode.INTERNAL,
                            "snapshot at row %d: the journal ends at row %d".formatted(seq, end.seq()));
                }
                snapshots.add(new Snapshot(
                        new SnapshotRef(id, seq, time, entities.size()), checksumOf(seq), List.copyOf(entities)));
                while (snapshots.size() > 2) {
                    snapshots.removeFirst();
                }
                if (snapshots.size() == 2) {
                    long cut = snapshots.getFirst().ref().seq();
                    rows.removeIf(row -> row.seq() <= cut);
                }
            }
        }

        @Override
        public void close() {}
    }
}

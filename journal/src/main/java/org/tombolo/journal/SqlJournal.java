package org.tombolo.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.TomboloException;
import org.tombolo.model.state.Entity;

/// A journal in a database. The loop's connection is its own; whatever else is asked has others.
final class SqlJournal implements Journal {
    private final Store store;
    private final Codec codec;
    private final Session loop;
    private final SqlLeader leader;
    private final BatchWriter writer;
    private final SqlHistory history;
    private final SqlSealedRows sealed;
    private BatchWriter.@Nullable End end; // known while every append of ours went well

    SqlJournal(Store store, Codec codec) {
        this.store = store;
        this.codec = codec;
        this.loop = new Session(store, Store.Use.WRITE);
        this.leader = new SqlLeader(store);
        this.writer = new BatchWriter(codec);
        this.history = new SqlHistory(store, codec);
        this.sealed = new SqlSealedRows(store);
    }

    @Override
    public Lease lead(String holder, Duration ttl, Instant now) {
        end = null;
        return loop.write(connection -> leader.lead(connection, holder, ttl, now));
    }

    @Override
    public boolean renew(long epoch, Duration ttl, Instant now) {
        return loop.write(connection -> leader.renew(connection, epoch, ttl, now));
    }

    @Override
    public void release(long epoch) {
        loop.write(connection -> {
            leader.release(connection, epoch);
            return null;
        });
    }

    @Override
    public Optional<SnapshotRef> snapshot() {
        try (var session = new Session(store, Store.Use.READ)) {
            return session.read(SqlSnapshots::newest);
        }
    }

    @Override
    public void readSnapshot(SnapshotRef ref, Consumer<Entity> into) {
        try (var session = new Session(store, Store.Use.READ)) {
            session.read(connection -> {
                SqlSnapshots.read(connection, codec, ref, into);
                return null;
            });
        } catch (TomboloException e) {
            throw Damage.in(store.place(), e);
        }
    }

    @Override
    public Tail read(long afterSeq, RowConsumer into) {
        try (var session = new Session(store, Store.Use.READ)) {
            return session.read(connection -> {
                try (var reader = new BatchReader(codec, afterSeq, SqlRows.checksum(connection, afterSeq), into)) {
                    SqlRows.read(connection, afterSeq, reader);
                    return reader.end();
                }
            });
        } catch (TomboloException e) {
            throw Damage.in(store.place(), e);
        }
    }

    @Override
    public void append(long epoch, Batch batch) {
        var known = end;
        end = null;
        end = loop.write(connection -> {
            leader.require(connection, epoch);
            var rows = writer.rows(known == null ? SqlRows.end(connection) : known, epoch, batch);
            SqlRows.insert(connection, rows);
            history.insert(connection, batch.history());
            return BatchWriter.endOf(rows);
        });
    }

    @Override
    public SnapshotWriter startSnapshot(long epoch, long seq, Instant time) {
        return SqlSnapshotWriter.start(store, codec, leader, epoch, seq, time);
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public SealedRows sealed() {
        return sealed;
    }

    @Override
    public void close() {
        loop.close();
        history.close();
        sealed.close();
    }
}

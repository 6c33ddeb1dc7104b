package org.tombolo.journal;

import java.time.Instant;
import java.util.List;
import org.tombolo.model.state.Entity;

/// Writes a snapshot beside the loop: on its own connection, a part a transaction. Only the transaction that makes it
/// valid waits for the disk, which then has the parts too.
final class SqlSnapshotWriter implements SnapshotWriter {
    private static final int ENTITIES_A_PART = 500;

    private final Store store;
    private final Codec codec;
    private final SqlLeader leader;
    private final long epoch;
    private final Session session;
    private final long id;
    private final long seq;
    private final Checksums checksums = new Checksums();
    private int parts;
    private long entities;
    private boolean finished;

    private SqlSnapshotWriter(
            Store store, Codec codec, SqlLeader leader, long epoch, Session session, long id, long seq) {
        this.store = store;
        this.codec = codec;
        this.leader = leader;
        this.epoch = epoch;
        this.session = session;
        this.id = id;
        this.seq = seq;
    }

    static SqlSnapshotWriter start(Store store, Codec codec, SqlLeader leader, long epoch, long seq, Instant time) {
        var session = new Session(store, Store.Use.BULK);
        long id = session.write(connection -> {
            leader.require(connection, epoch);
            return SqlSnapshots.begin(connection, seq, time);
        });
        return new SqlSnapshotWriter(store, codec, leader, epoch, session, id, seq);
    }

    @Override
    public void write(List<? extends Entity> some) {
        for (int from = 0; from < some.size(); from += ENTITIES_A_PART) {
            var chunk = some.subList(from, Math.min(some.size(), from + ENTITIES_A_PART));
            var payload = EntityLines.write(codec, chunk);
            int part = parts + 1;
            long checksum = checksums.part(id, part, payload);
            session.write(connection -> {
                SqlSnapshots.insertPart(connection, id, part, checksum, payload);
                return null;
            });
            parts = part;
            entities += chunk.size();
        }
    }

    @Override
    public void finish() {
        try (var durable = new Session(store, Store.Use.WRITE)) {
            durable.write(connection -> {
                leader.require(connection, epoch);
                SqlRows.checksum(connection, seq); // the row that it follows is there, and ends a batch
                SqlSnapshots.complete(connection, id, parts, entities);
                return null;
            });
        }
        finished = true;
        removeOlder();
        long needed = session.read(SqlSnapshots::neededFrom);
        while (session.write(connection -> SqlRows.cut(connection, needed))) {
            // until nothing is left
        }
    }

    private void removeOlder() {
        var older = session.read(connection -> SqlSnapshots.superfluous(connection, id));
        while (older.isPresent()) {
            remove(older.get());
            older = session.read(connection -> SqlSnapshots.superfluous(connection, id));
        }
    }

    private void remove(long snapshot) {
        while (session.write(connection -> SqlSnapshots.remove(connection, snapshot))) {
            // until nothing is left
        }
    }

    @Override
    public void close() {
        try (session) {
            if (!finished) {
                remove(id);
            }
        }
    }
}

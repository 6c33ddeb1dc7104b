package org.tombolo.journal;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.model.fact.Fact;

/// Checks rows as they come and hands on whole batches: order, chain of checksums, one batch, epoch and time for all
/// rows between two ends.
final class BatchReader {
    private static final Logger LOG = LoggerFactory.getLogger(BatchReader.class);

    private final Codec codec;
    private final RowConsumer into;
    private final Checksums checksums = new Checksums();
    private final List<Row> pending = new ArrayList<>();
    private long checksum;
    private long lastSeq;
    private long lastRead;
    private long lastBatch;
    private long lastEpoch;

    /// @param afterSeq the row before the first
    /// @param checksum of that row; 0 for row 0
    BatchReader(Codec codec, long afterSeq, long checksum, RowConsumer into) {
        this.codec = codec;
        this.into = into;
        this.checksum = checksum;
        this.lastSeq = afterSeq;
        this.lastRead = afterSeq;
    }

    void accept(Row row) {
        checkPlace(row);
        if (checksums.row(checksum, row) != row.checksum()) {
            throw Damage.at("row " + row.seq(), "its checksum does not match what is stored");
        }
        checkBatch(row);
        pending.add(row);
        lastRead = row.seq();
        checksum = row.checksum();
        if (row.endsBatch()) {
            release(row);
        }
    }

    /// @return where the whole batches end, and what is left of one that was cut
    Tail end() {
        if (!pending.isEmpty()) {
            LOG.warn(
                    "journal: rows {} to {} are what a cut left of batch {}, which was never acknowledged: passed over",
                    lastSeq + 1,
                    lastRead,
                    pending.getFirst().batch());
        }
        return new Tail(lastSeq, pending.size());
    }

    private void checkPlace(Row row) {
        if (row.seq() != lastRead + 1) {
            throw Damage.at(
                    "row " + (lastRead + 1), "it is missing: the next row that is there is %d".formatted(row.seq()));
        }
        if (row.epoch() < lastEpoch) {
            throw Damage.at(
                    "row " + row.seq(),
                    "its epoch %d is older than epoch %d before it".formatted(row.epoch(), lastEpoch));
        }
    }

    private void checkBatch(Row row) {
        if (!pending.isEmpty()) {
            var first = pending.getFirst();
            if (row.batch() != first.batch()
                    || row.epoch() != first.epoch()
                    || !row.time().equals(first.time())) {
                throw Damage.at("row " + row.seq(), "batch %d before it has no end".formatted(first.batch()));
            }
        } else if (lastBatch != 0 && row.batch() != lastBatch + 1) {
            throw Damage.at(
                    "row " + row.seq(), "expected batch %d, found batch %d".formatted(lastBatch + 1, row.batch()));
        }
        if (row.endsBatch() && row.size() != pending.size() + 1) {
            throw Damage.at(
                    "row " + row.seq(),
                    "batch %d should have %d rows and has %d".formatted(row.batch(), row.size(), pending.size() + 1));
        }
    }

    private void release(Row last) {
        var facts = new ArrayList<Fact>(pending.size());
        for (var row : pending) {
            facts.add(codec.fact(new Encoded(row.type(), row.version(), row.payload()), row.seq()));
        }
        for (int i = 0; i < facts.size(); i++) {
            into.accept(pending.get(i), facts.get(i));
        }
        pending.clear();
        lastSeq = last.seq();
        lastBatch = last.batch();
        lastEpoch = last.epoch();
    }
}

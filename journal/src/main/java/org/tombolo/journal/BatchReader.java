package org.tombolo.journal;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.model.fact.Fact;

/// Checks rows as they come and hands on whole batches: order, chain of checksums, one batch, epoch and time for all
/// rows between two ends.
final class BatchReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchReader.class);
    private static final int DECODED_TOGETHER = 500;

    private final Codec codec;
    private final RowConsumer into;
    private final Ahead<Decoded> ahead;
    private final Checksums checksums = new Checksums();
    /// Of a batch whose end was not read yet.
    private final List<Row> pending = new ArrayList<>();
    /// Of whole batches, not decoded yet.
    private final List<Row> whole = new ArrayList<>();

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
        this.ahead = new Ahead<>(this::handOn);
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

    private record Decoded(Row row, Fact fact) {}

    /// @return where the whole batches end, and what is left of one that was cut
    Tail end() {
        ahead.finish();
        decode(whole).forEach(this::handOn);
        whole.clear();
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
        whole.addAll(pending);
        pending.clear();
        lastSeq = last.seq();
        lastBatch = last.batch();
        lastEpoch = last.epoch();
        if (whole.size() >= DECODED_TOGETHER) {
            var rows = List.copyOf(whole);
            whole.clear();
            ahead.add(() -> decode(rows));
        }
    }

    private List<Decoded> decode(List<Row> rows) {
        return rows.stream()
                .map(row ->
                        new Decoded(row, codec.fact(new Encoded(row.type(), row.version(), row.payload()), row.seq())))
                .toList();
    }

    private void handOn(Decoded decoded) {
        into.accept(decoded.row(), decoded.fact());
    }

    @Override
    public void close() {
        ahead.close();
    }
}

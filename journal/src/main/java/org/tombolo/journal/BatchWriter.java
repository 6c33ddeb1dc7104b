package org.tombolo.journal;

import java.util.ArrayList;
import java.util.List;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Makes rows of a batch. Belongs to the loop's thread.
final class BatchWriter {
    /// The last row that is stored.
    record End(long seq, long batch, long checksum) {
        static final End EMPTY = new End(0, 0, 0);
    }

    private final Codec codec;
    private final Checksums checksums = new Checksums();

    BatchWriter(Codec codec) {
        this.codec = codec;
    }

    List<Row> rows(End end, long epoch, Batch batch) {
        if (batch.firstSeq() != end.seq() + 1) {
            throw new TomboloException(
                    ErrorCode.INTERNAL,
                    "batch at row %d: expected row %d, which follows the last one; read the journal again first"
                            .formatted(batch.firstSeq(), end.seq() + 1));
        }
        var facts = batch.facts();
        var rows = new ArrayList<Row>(facts.size());
        long checksum = end.checksum();
        for (int i = 0; i < facts.size(); i++) {
            var encoded = codec.encode(facts.get(i));
            int size = i == facts.size() - 1 ? facts.size() : 0;
            long seq = batch.firstSeq() + i;
            checksum = checksums.row(
                    checksum,
                    seq,
                    end.batch() + 1,
                    epoch,
                    batch.time(),
                    encoded.type(),
                    encoded.version(),
                    size,
                    encoded.json());
            rows.add(new Row(
                    seq,
                    end.batch() + 1,
                    epoch,
                    batch.time(),
                    encoded.type(),
                    encoded.version(),
                    encoded.json(),
                    size,
                    checksum));
        }
        return rows;
    }

    static End endOf(List<Row> rows) {
        var last = rows.getLast();
        return new End(last.seq(), last.batch(), last.checksum());
    }
}

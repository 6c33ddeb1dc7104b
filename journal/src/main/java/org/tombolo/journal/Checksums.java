package org.tombolo.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;

/// CRC32C over what is stored, chained from row to row, so that damage, swaps and missing rows are seen.
/// An instance belongs to one thread.
final class Checksums {
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer fixed = ByteBuffer.allocate(6 * Long.BYTES + Integer.BYTES);

    /// @param previous checksum of the row before, 0 for the first
    long row(
            long previous,
            long seq,
            long batch,
            long epoch,
            Instant time,
            String type,
            int version,
            int size,
            byte[] payload) {
        fixed.clear()
                .putLong(previous)
                .putLong(seq)
                .putLong(batch)
                .putLong(epoch)
                .putLong(Times.nanos(time))
                .putLong(((long) version << 32) | size)
                .putInt(payload.length);
        crc.reset();
        crc.update(fixed.flip());
        crc.update(type.getBytes(StandardCharsets.UTF_8));
        crc.update(payload);
        return crc.getValue();
    }

    long row(long previous, Row row) {
        return row(
                previous,
                row.seq(),
                row.batch(),
                row.epoch(),
                row.time(),
                row.type(),
                row.version(),
                row.size(),
                row.payload());
    }

    /// Of a part of a snapshot.
    long part(long snapshot, int part, byte[] payload) {
        fixed.clear().putLong(snapshot).putInt(part);
        crc.reset();
        crc.update(fixed.flip());
        crc.update(payload);
        return crc.getValue();
    }
}

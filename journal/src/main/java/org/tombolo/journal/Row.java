package org.tombolo.journal;

import java.time.Instant;

/// A fact as it is stored.
///
/// @param batch    the batches of a journal count from 1
/// @param size     how many rows the batch has, on its last row; 0 on the others. A batch without its end was cut
/// @param checksum over all the rest, and over the checksum of the row before
@SuppressWarnings("ArrayRecordComponent") // rows are never compared, and copying each payload would cost the loop
public record Row(
        long seq,
        long batch,
        long epoch,
        Instant time,
        String type,
        int version,
        byte[] payload,
        int size,
        long checksum) {
    public boolean endsBatch() {
        return size != 0;
    }
}

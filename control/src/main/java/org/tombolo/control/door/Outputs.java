package org.tombolo.control.door;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.state.Volume;

/// What work leaves behind: logs and files of volumes, wherever they are. Bytes never pass through the control loop: it
/// only tells where to
/// ask. Methods block and may be called from any thread.
public interface Outputs {
    /// Bytes of an attempt's output: from its site while it is there, afterwards from what was kept.
    ///
    /// @param offset of the first byte; before the first kept one it gives what is kept from there on; behind
    ///               the end no bytes, and the end as `next`
    /// @param max    at most this many
    Piece logs(AttemptId attempt, Stream stream, long offset, int max);

    /// What is at a path of a volume.
    Optional<Item> list(VolumeId volume, String path);

    /// Bytes of a file of a volume; none at its end.
    byte[] read(VolumeId volume, String path, long offset, int max);

    /// Makes the folder of a persistent volume that is known, if it is not there.
    void make(Volume volume);

    /// Writes a file of a volume, whole or not at all.
    ///
    /// @param upload drawn for this call
    void write(VolumeId volume, String path, String upload, InputStream bytes, boolean executable);

    /// How much is in a volume.
    Size measure(VolumeId volume);

    /// @param limit that the file system holds it to
    record Size(long bytes, long files, Optional<Long> limit) {}

    enum Stream {
        OUT,
        ERR,
        /// What was done before and beside its processes.
        STAGE
    }

    /// @param next      where to go on
    /// @param firstKept the first offset that is still there
    /// @param ended     nothing will follow behind `next`
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Piece(byte[] bytes, long next, long firstKept, boolean ended) {}

    /// A file or folder.
    ///
    /// @param entries names in a folder, sorted; a folder's end with `/`
    record Item(boolean folder, long size, boolean executable, List<String> entries) {
        public Item {
            entries = List.copyOf(entries);
        }
    }
}

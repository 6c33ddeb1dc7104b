package org.tombolo.control.door;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.ExecPiece;

/// Commands inside of attempts that run, and files as they see them. Their bytes never pass through the control loop.
/// Methods block and may be
/// called from any thread.
public interface Execs {
    /// `CONFLICT` when the attempt does not run.
    Exec start(AttemptId attempt, ExecOrder order);

    /// What an attempt that runs sees at a path, which is relative to its root.
    Optional<Outputs.Item> list(AttemptId attempt, String path);

    /// Bytes of a file that it sees; none at its end.
    byte[] read(AttemptId attempt, String path, long offset, int max);

    /// Writes a file where it sees it, whole or not at all.
    ///
    /// @param upload drawn for this call
    void write(AttemptId attempt, String path, String upload, InputStream bytes, boolean executable);

    /// One command.
    interface Exec {
        /// The next piece of what it writes, at once when there is one, else after `atMost`. What comes before
        /// `offset` is forgotten.
        ExecPiece read(long offset, Duration atMost);

        /// Bytes for its input, of which it may take a part.
        ///
        /// @param end nothing follows
        /// @return where to go on
        long write(long offset, byte[] bytes, boolean end);

        void resize(ExecOrder.Size size);

        /// Returns when nothing of it runs. No error when it has ended.
        void end();
    }
}

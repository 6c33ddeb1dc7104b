package org.tombolo.control.door;

import java.time.Duration;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.ExecPiece;

/// Commands inside of attempts that run. Their bytes never pass through the control loop. Methods block and may be
/// called from any thread.
public interface Execs {
    /// `CONFLICT` when the attempt does not run.
    Exec start(AttemptId attempt, ExecOrder order);

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

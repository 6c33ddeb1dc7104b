package org.tombolo.engine;

import java.time.Duration;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.ExecPiece;

/// A command that runs inside an attempt.
public interface Exec {
    /// The next piece of what it writes, at once when there is one, else after `atMost`. What comes before `offset` is
    /// forgotten.
    ExecPiece read(long offset, Duration atMost);

    /// Bytes for its input, of which it may take a part: what it does not read yet, it is not given.
    ///
    /// @param end nothing follows
    /// @return where to go on
    long write(long offset, byte[] bytes, boolean end);

    void resize(ExecOrder.Size size);

    /// Returns when nothing of it runs. No error when it has ended.
    void end();
}

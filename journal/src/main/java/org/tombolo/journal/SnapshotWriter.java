package org.tombolo.journal;

import java.util.List;
import org.tombolo.model.state.Entity;

/// A snapshot in the making: nobody sees it before `finish`. Used by one thread, which need not be the loop's.
public interface SnapshotWriter extends AutoCloseable {
    /// Some more entities, in one small transaction, so that appends hardly wait.
    void write(List<? extends Entity> entities);

    /// Makes it the newest one, then removes all but the newest two, and the rows that neither of them needs.
    void finish();

    /// Throws away what was not finished.
    @Override
    void close();
}

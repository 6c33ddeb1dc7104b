package org.tombolo.journal;

import java.util.List;
import org.tombolo.model.state.Entity;

/// Where a test may let a journal in memory fail, by throwing.
public interface Faults {
    /// Nothing has been written yet.
    default void beforeAppend(Batch batch) {}

    /// It is written, and the caller does not know yet.
    default void afterAppend(Batch batch) {}

    default void beforeSnapshotPart(List<? extends Entity> entities) {}

    /// All parts are written; the snapshot is not valid yet.
    default void beforeSnapshotFinish() {}

    /// A journal that never fails.
    static Faults none() {
        return new Faults() {};
    }
}

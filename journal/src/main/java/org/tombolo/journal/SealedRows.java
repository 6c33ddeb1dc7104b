package org.tombolo.journal;

import java.util.List;
import java.util.Optional;

/// Sealed values by place and version, in a table of their own: no fact and no snapshot holds one. Which of them counts
/// is for the journal to say. May be called from any thread.
public interface SealedRows {
    /// It is on the disk when this returns. Where the place has this version already, that one stays.
    void put(SealedRow row);

    Optional<SealedRow> find(String place, String version);

    /// All of them, without their values, by place.
    List<SealedRow.Ref> list();

    /// No error when it is not there.
    void remove(String place, String version);

    /// Puts another seal on the same value.
    void replace(SealedRow row);
}

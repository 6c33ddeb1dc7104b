package org.tombolo.journal;

import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The words for a journal that cannot be read.
final class Damage {
    private static final String REMEDY =
            "; nothing was changed. Restore the journal from a backup, or move it away to" + " start with an empty one";

    private Damage() {}

    static TomboloException at(String place, String what) {
        return new TomboloException(ErrorCode.CORRUPT, "journal, " + place + ": " + what + REMEDY);
    }

    static TomboloException at(String place, String what, Throwable cause) {
        return new TomboloException(ErrorCode.CORRUPT, "journal, " + place + ": " + what + REMEDY, cause);
    }

    /// The same, told where the journal is; what is no damage stays as it is.
    static TomboloException in(String place, TomboloException e) {
        var what = String.valueOf(e.getMessage());
        return e.code() != ErrorCode.CORRUPT || what.contains(place)
                ? e
                : new TomboloException(ErrorCode.CORRUPT, place + ": " + what, e);
    }

    static TomboloException newer(String place, String what) {
        return new TomboloException(
                ErrorCode.CORRUPT,
                "journal, " + place + ": " + what
                        + "; it was written by a newer Tombolo: start that one, or restore the backup that was made"
                        + " before the upgrade");
    }
}

package org.tombolo.wire.run;

import java.util.List;
import org.tombolo.wire.FieldError;
import org.tombolo.wire.Version;

/// The run is in the journal.
///
/// @param warnings what in the file is not what its author may think
public record Started(Version version, String run, List<FieldError> warnings) {
    public Started {
        warnings = List.copyOf(warnings);
    }
}

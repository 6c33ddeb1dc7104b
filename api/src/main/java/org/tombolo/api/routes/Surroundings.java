package org.tombolo.api.routes;

import java.time.Instant;
import java.util.SequencedMap;

/// What only the server knows of itself.
public interface Surroundings {
    /// Of the program.
    String version();

    Instant startedAt();

    /// The state folder.
    String home();

    /// Bytes by part of the state folder. Looks at the disk.
    SequencedMap<String, Long> diskBytes();

    long diskFree();
}

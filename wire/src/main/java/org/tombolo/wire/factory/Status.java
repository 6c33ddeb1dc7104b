package org.tombolo.wire.factory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.wire.Version;

/// How the factory is.
///
/// @param pid       of the server's process
/// @param version   of the program
/// @param journal   where the journal stands
/// @param factory   its name, once it has been read from the journal
/// @param paused    why the factory takes no requests; runs and sites are not known then
/// @param home      the state folder
/// @param diskBytes what the state folder takes, by part: `journal`, `blobs`, `logs`, `work`, ...
/// @param diskFree  bytes left on its file system
/// @param liveRuns  of the projects that the asker can see
public record Status(
        Optional<String> factory,
        long pid,
        String version,
        Instant startedAt,
        Version journal,
        Optional<String> paused,
        String home,
        SequencedMap<String, Long> diskBytes,
        long diskFree,
        int liveRuns,
        List<SiteLine> sites) {
    public Status {
        diskBytes = Ordered.copy(diskBytes);
        sites = List.copyOf(sites);
    }

    public record SiteLine(
            String id,
            String engine,
            Optional<Instant> silentSince,
            int hosts,
            int cores,
            int coresTaken,
            int attempts) {}
}

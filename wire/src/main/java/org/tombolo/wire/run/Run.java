package org.tombolo.wire.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.wire.Version;

/// A run, live or ended, with its graph.
///
/// @param state   `running`, `serving` (all jobs succeeded, persistent services are ready), `failing`, `stopping`; of
///                an ended one `succeeded`, `failed`, `stopped`
/// @param why     it failed or was stopped
/// @param jobs    in the order of the graph
/// @param volumes names of its volumes that can be read
/// @param images  what its images mean, as far as a site has told: as the workflow names them → digest
/// @param rerunOf the run that it is another one of
/// @param commands what each job executes; only where one run was asked for
public record Run(
        Version version,
        String id,
        String project,
        String user,
        Optional<String> name,
        SequencedMap<String, String> labels,
        String state,
        Optional<String> why,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<String> site,
        int priority,
        Optional<String> upload,
        List<Job> jobs,
        List<String> volumes,
        SequencedMap<String, String> images,
        Optional<String> rerunOf,
        SequencedMap<String, JobCommand> commands) {
    public Run {
        labels = Ordered.copy(labels);
        jobs = List.copyOf(jobs);
        volumes = List.copyOf(volumes);
        images = Ordered.copy(images);
        commands = Ordered.copy(commands);
    }

    public Run with(SequencedMap<String, JobCommand> what) {
        return new Run(
                version, id, project, user, name, labels, state, why, startedAt, endedAt, site, priority, upload, jobs,
                volumes, images, rerunOf, what);
    }

    public boolean isEnded() {
        return endedAt.isPresent();
    }
}

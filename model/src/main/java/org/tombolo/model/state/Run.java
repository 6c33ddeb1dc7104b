package org.tombolo.model.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Digest;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.spec.Again;
import org.tombolo.model.spec.WorkflowSpec;

/// One execution of a workflow, while it lives.
///
/// @param order    its place in the order of submission
/// @param stopping why it was asked to stop
/// @param again    of which run it is another one
/// @param images   what its images mean, as far as a site has told: as the workflow names them → digest
public record Run(
        RunId id,
        long order,
        ProjectId project,
        UserId user,
        Optional<String> name,
        SequencedMap<String, String> labels,
        WorkflowSpec workflow,
        Optional<Digest> upload,
        Optional<SiteId> site,
        SequencedMap<String, String> env,
        int priority,
        Instant startedAt,
        Optional<String> stopping,
        SequencedMap<String, Digest> images,
        Optional<Again> again)
        implements Entity {
    public Run stopping(String why) {
        return with(Optional.of(why), images);
    }

    /// Who tells first is right.
    public Run pinned(String image, Digest digest) {
        var all = new LinkedHashMap<>(images);
        all.putIfAbsent(image, digest);
        return with(stopping, Ordered.copy(all));
    }

    private Run with(Optional<String> why, SequencedMap<String, Digest> pins) {
        return new Run(
                id, order, project, user, name, labels, workflow, upload, site, env, priority, startedAt, why, pins,
                again);
    }
}

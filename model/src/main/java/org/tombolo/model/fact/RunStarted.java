package org.tombolo.model.fact;

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

/// @param upload the tree manifest of the files that came with it
/// @param env    added to every job, below its own
/// @param again  of which run it is another one
public record RunStarted(
        RunId run,
        ProjectId project,
        UserId user,
        Optional<String> name,
        SequencedMap<String, String> labels,
        WorkflowSpec workflow,
        Optional<Digest> upload,
        Optional<SiteId> site,
        SequencedMap<String, String> env,
        int priority,
        Optional<Again> again)
        implements Fact {
    public RunStarted {
        labels = Ordered.copy(labels);
        env = Ordered.copy(env);
    }
}

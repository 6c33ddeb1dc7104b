package org.tombolo.engine;

import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Digest;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.work.Provision;

/// What the attempts of a batch have in common. An array element reads its index from `FB_TASK_ID`, allotted ports from
/// `TOMBOLO_PORT_<NAME>`: the engine sets these two from the member; everything else is in `env`.
///
/// @param env     in this order; the node's own entries are in it already, but for those from secrets
/// @param upload  the tree manifest of the run's files
/// @param volumes    name in the workflow → volume
/// @param provisions the same names → how it is made; those of the site's own folder may be left out
/// @param image   what the node's image means for the run; empty: no site has told yet
public record Shape(
        FactoryId factory,
        ProjectId project,
        UserId user,
        JobId job,
        NodeSpec node,
        SequencedMap<String, String> env,
        Optional<Digest> upload,
        SequencedMap<String, VolumeId> volumes,
        SequencedMap<String, Provision> provisions,
        Optional<Digest> image) {
    public Shape {
        env = Ordered.copy(env);
        volumes = Ordered.copy(volumes);
        provisions = Ordered.copy(provisions);
    }

    public Shape(
            FactoryId factory,
            ProjectId project,
            UserId user,
            JobId job,
            NodeSpec node,
            SequencedMap<String, String> env,
            Optional<Digest> upload,
            SequencedMap<String, VolumeId> volumes) {
        this(factory, project, user, job, node, env, upload, volumes, Ordered.none(), Optional.empty());
    }

    /// The same with what the image means.
    public Shape with(Digest pinned) {
        return new Shape(factory, project, user, job, node, env, upload, volumes, provisions, Optional.of(pinned));
    }
}

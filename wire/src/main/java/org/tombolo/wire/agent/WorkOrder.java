package org.tombolo.wire.agent;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.Provision;

/// Attempts of one shape, for one machine.
///
/// @param env     in this order; what each member has of its own (index, ports) is added by the agent
/// @param upload  the tree manifest of the run's files
/// @param volumes    name in the workflow → volume
/// @param provisions the same names → how it is made; empty: in the agent's own folder
/// @param image   what the node's image means for the run; empty: what it means when it is fetched
public record WorkOrder(
        FactoryId factory,
        ProjectId project,
        UserId user,
        JobId job,
        NodeSpec node,
        SequencedMap<String, String> env,
        Optional<Digest> upload,
        SequencedMap<String, VolumeId> volumes,
        SequencedMap<String, Provision> provisions,
        Optional<Digest> image,
        List<Member> members) {
    public WorkOrder {
        env = Ordered.copy(env);
        volumes = Ordered.copy(volumes);
        provisions = Ordered.copy(provisions);
        members = List.copyOf(members);
    }

    /// @param behind the attempt whose grant it takes over: it starts when that one has ended
    public record Member(AttemptId attempt, Grant grant, Optional<AttemptId> behind) {}

    public WorkOrder with(NodeSpec other) {
        return new WorkOrder(factory, project, user, job, other, env, upload, volumes, provisions, image, members);
    }

    public WorkOrder with(List<Member> others) {
        return new WorkOrder(factory, project, user, job, node, env, upload, volumes, provisions, image, others);
    }
}

package org.tombolo.model.spec;

import java.util.Optional;

/// One task over several nodes.
///
/// @param procsPerNode empty: one for each core
public record MultinodeSpec(int nodes, Implementation implementation, Optional<Integer> procsPerNode) {
    /// Empty for what is one process.
    public static Optional<MultinodeSpec> of(NodeSpec node) {
        return switch (node) {
            case JobSpec job -> job.multinode();
            case ServiceSpec service -> service.multinode();
            case StagingSpec _ -> Optional.empty();
        };
    }

    public static int nodes(NodeSpec node) {
        return of(node).map(MultinodeSpec::nodes).orElse(1);
    }

    /// How many processes on each node.
    public int processes(NodeSpec node) {
        return procsPerNode.orElse(node.resources().cpu().cores());
    }

    public enum Implementation {
        OPENMPI,
        MPICH,
        GASNET,
        GENERIC
    }
}

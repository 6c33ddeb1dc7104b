package org.tombolo.model.spec;

import java.util.Optional;

/// One task over several nodes.
public record MultinodeSpec(int nodes, Implementation implementation, Optional<Integer> procsPerNode) {
    public enum Implementation {
        OPENMPI,
        MPICH,
        GASNET,
        GENERIC
    }
}

package org.tombolo.model.spec;

import java.util.Optional;

/// Whole cores.
///
/// @param sockets how many sockets they must come from, when that matters
/// @param threads whether the hardware threads of the cores are given too
public record CpuSpec(int cores, Affinity affinity, Optional<Integer> sockets, boolean threads) {
    public static final CpuSpec ONE = new CpuSpec(1, Affinity.CORE, Optional.empty(), false);

    /// What the work is bound to.
    public enum Affinity {
        CORE,
        SOCKET,
        NUMA
    }
}

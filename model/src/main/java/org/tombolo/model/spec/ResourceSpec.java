package org.tombolo.model.spec;

import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// What one node of one task needs.
///
/// @param devices     kind (such as `nvidia.com/gpu`) → count
/// @param annotations matched exactly against what the site says of its hosts
public record ResourceSpec(
        CpuSpec cpu,
        Optional<MemorySpec> memory,
        SequencedMap<String, Integer> devices,
        boolean exclusive,
        SequencedMap<String, String> annotations) {
    public static final ResourceSpec ONE_CORE =
            new ResourceSpec(CpuSpec.ONE, Optional.empty(), Ordered.none(), false, Ordered.none());

    /// Of transfers: they are bounded by the agent.
    public static final ResourceSpec NOTHING = new ResourceSpec(
            new CpuSpec(0, CpuSpec.Affinity.CORE, Optional.empty(), false),
            Optional.empty(),
            Ordered.none(),
            false,
            Ordered.none());

    public ResourceSpec {
        devices = Ordered.copy(devices);
        annotations = Ordered.copy(annotations);
    }

    /// Bytes of memory, when the file says how much.
    public Optional<Long> memoryBytes() {
        return memory.map(
                asked -> asked.byCore() ? Math.multiplyExact(asked.bytes(), (long) cpu.cores()) : asked.bytes());
    }
}

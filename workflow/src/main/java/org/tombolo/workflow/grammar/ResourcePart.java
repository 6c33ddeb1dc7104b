package org.tombolo.workflow.grammar;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.CpuSpec;
import org.tombolo.model.spec.CpuSpec.Affinity;
import org.tombolo.model.spec.MemorySpec;
import org.tombolo.model.spec.ResourceSpec;

/// What one place of the file says of resources.
record ResourcePart(
        Cpu cpu,
        Optional<MemorySpec> memory,
        SequencedMap<String, Integer> devices,
        Optional<Boolean> exclusive,
        SequencedMap<String, String> annotations) {
    static final ResourcePart NONE =
            new ResourcePart(Cpu.NONE, Optional.empty(), Ordered.none(), Optional.empty(), Ordered.none());

    record Cpu(
            Optional<Integer> cores,
            Optional<Affinity> affinity,
            Optional<Integer> sockets,
            Optional<Boolean> threads) {
        static final Cpu NONE = new Cpu(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        Cpu over(Cpu weaker) {
            return new Cpu(
                    cores.or(weaker::cores),
                    affinity.or(weaker::affinity),
                    sockets.or(weaker::sockets),
                    threads.or(weaker::threads));
        }

        CpuSpec spec() {
            return new CpuSpec(
                    cores.orElse(CpuSpec.ONE.cores()),
                    affinity.orElse(CpuSpec.ONE.affinity()),
                    sockets,
                    threads.orElse(CpuSpec.ONE.threads()));
        }
    }

    /// This, and where it is silent, the weaker one. Memory counts as one thing: a size for all cores and a size for
    /// each do not mix.
    ResourcePart over(ResourcePart weaker) {
        return new ResourcePart(
                cpu.over(weaker.cpu),
                memory.or(weaker::memory),
                over(devices, weaker.devices),
                exclusive.or(weaker::exclusive),
                over(annotations, weaker.annotations));
    }

    ResourceSpec spec() {
        return new ResourceSpec(cpu.spec(), memory, devices, exclusive.orElse(false), annotations);
    }

    static <V> SequencedMap<String, V> over(Map<String, V> stronger, Map<String, V> weaker) {
        var merged = new LinkedHashMap<>(weaker);
        merged.putAll(stronger);
        return Ordered.copy(merged);
    }
}

package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.CpuSpec.Affinity;
import org.tombolo.model.spec.MemorySpec;
import org.tombolo.workflow.form.Amounts;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Words;

/// `resource`: what one node of one task needs.
final class ResourceForm {
    /// Together they keep memory by core within a `long`: more than any machine has.
    private static final int MOST_CORES = 100_000;

    private static final long MOST_MEMORY = 64L << 40;

    private static final Key<Integer> CORES =
            Key.of("cores", Scalars.whole(1, MOST_CORES), "whole cores, for each node (1)");
    private static final Key<Affinity> AFFINITY =
            Key.of("affinity", Words.of(Affinity.class), "what it is bound to: core, socket, numa (core)");
    private static final Key<Integer> SOCKETS =
            Key.of("sockets", Scalars.whole(1, MOST_CORES), "how many sockets the cores come from");
    private static final Key<Boolean> THREADS =
            Key.of("threads", Scalars.FLAG, "give the hardware threads of the cores too (false)");
    private static final Key<ResourcePart.Cpu> CPU = Key.of(
            "cpu",
            ObjectForm.of(
                    "cpu",
                    List.of(CORES, AFFINITY, SOCKETS, THREADS),
                    fields -> new ResourcePart.Cpu(
                            fields.find(CORES), fields.find(AFFINITY), fields.find(SOCKETS), fields.find(THREADS))),
            "cores");

    private static final Key<Long> SIZE =
            Key.required("size", Amounts.bytes(MOST_MEMORY), "512MiB, 4GB, 0.5GiB; without a unit bytes");
    private static final Key<Boolean> BY_CORE = Key.of("by-core", Scalars.FLAG, "the size is for each core (false)");
    private static final Key<MemorySpec> MEMORY = Key.of(
            "memory",
            ObjectForm.of(
                    "memory",
                    List.of(SIZE, BY_CORE),
                    fields -> new MemorySpec(fields.of(SIZE), fields.get(BY_CORE, false))),
            "memory");

    private static final Form<String> KIND = ScalarForm.text(
            "a kind of device such as nvidia.com/gpu",
            text -> Optional.of(text).filter(kind -> kind.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,126}")));
    private static final Key<SequencedMap<String, Integer>> DEVICES = Key.of(
            "devices", Lists.byName("KIND", KIND, Scalars.whole(0, 10_000)), "kind: count, such as nvidia.com/gpu: 1");
    private static final Key<Boolean> EXCLUSIVE = Key.of("exclusive", Scalars.FLAG, "nothing else on the node (false)");
    private static final Key<SequencedMap<String, String>> ANNOTATIONS =
            Key.of("annotations", Annotations.FORM, "matched exactly against what the site says of its hosts");

    static final ObjectForm<ResourcePart> FORM = ObjectForm.of(
            "resource",
            List.of(CPU, MEMORY, DEVICES, EXCLUSIVE, ANNOTATIONS),
            fields -> new ResourcePart(
                    fields.get(CPU, ResourcePart.Cpu.NONE),
                    fields.find(MEMORY),
                    fields.get(DEVICES, Ordered.none()),
                    fields.find(EXCLUSIVE),
                    fields.get(ANNOTATIONS, Ordered.none())));

    private ResourceForm() {}
}

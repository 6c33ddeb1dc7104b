package org.tombolo.workflow.grammar;

import java.util.List;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.MultinodeSpec.Implementation;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Words;

/// `multinode`: one task over several nodes.
final class MultinodeForm {
    private static final Key<Integer> NODES = Key.required("nodes", Scalars.whole(1, 100_000), "how many nodes");
    private static final Key<Implementation> IMPLEMENTATION = Key.required(
            "implementation",
            Words.of(Implementation.class).and("ompi", Implementation.OPENMPI),
            "openmpi (or ompi), mpich, gasnet, generic");
    private static final Key<Integer> PROCS_PER_NODE =
            Key.of("procs-per-node", Scalars.whole(1, 100_000), "processes on each node; else its cores");

    static final Key<MultinodeSpec> KEY = Key.of(
            "multinode",
            ObjectForm.of(
                    "multinode",
                    List.of(NODES, IMPLEMENTATION, PROCS_PER_NODE),
                    fields -> new MultinodeSpec(
                            fields.of(NODES), fields.of(IMPLEMENTATION), fields.find(PROCS_PER_NODE))),
            "one task over several nodes");

    private MultinodeForm() {}
}

package org.tombolo.workflow.grammar;

import java.util.Optional;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MultinodeSpec;

/// What a job says for itself, before defaults.
record JobPart(
        WorkPart work,
        PolicyPart policy,
        Optional<MultinodeSpec> multinode,
        Optional<ArraySpec> array,
        JobNetworkSpec network,
        Optional<Boolean> preemptible) {

    JobSpec spec(String name, Defaults defaults, boolean allPreemptible) {
        return new JobSpec(
                name,
                work.spec(defaults.job()),
                policy.over(defaults.jobPolicy()).spec(),
                multinode,
                array,
                network,
                preemptible.orElse(allPreemptible));
    }
}

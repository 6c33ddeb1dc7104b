package org.tombolo.workflow.grammar;

import java.util.Optional;
import org.tombolo.model.spec.AutoscalerSpec;
import org.tombolo.model.spec.DynamicConfigSpec;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.ServiceNetworkSpec;
import org.tombolo.model.spec.ServiceSpec;

/// What a service says for itself, before defaults.
record ServicePart(
        WorkPart work,
        PolicyPart policy,
        Optional<MultinodeSpec> multinode,
        ServiceNetworkSpec network,
        Optional<ProbeSpec> probe,
        boolean persist,
        Optional<AutoscalerSpec> autoscaler,
        Optional<DynamicConfigSpec> dynamicConfig,
        Optional<Boolean> preemptible) {

    ServiceSpec spec(String name, Defaults defaults, boolean allPreemptible) {
        return new ServiceSpec(
                name,
                work.spec(defaults.service()),
                policy.spec(),
                multinode,
                network,
                probe,
                persist,
                autoscaler,
                dynamicConfig,
                preemptible.orElse(allPreemptible));
    }
}

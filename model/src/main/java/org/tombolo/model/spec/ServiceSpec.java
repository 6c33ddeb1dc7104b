package org.tombolo.model.spec;

import java.util.List;
import java.util.Optional;

/// A service: runs until its dependants have ended (or, with `persist`, until the run is stopped).
public record ServiceSpec(
        String name,
        WorkSpec work,
        PolicySpec policy,
        Optional<MultinodeSpec> multinode,
        ServiceNetworkSpec network,
        Optional<ProbeSpec> probe,
        boolean persist,
        Optional<AutoscalerSpec> autoscaler,
        Optional<DynamicConfigSpec> dynamicConfig,
        boolean preemptible)
        implements NodeSpec {
    @Override
    public List<Dependency> dependsOn() {
        return work.dependsOn();
    }

    @Override
    public ResourceSpec resources() {
        return work.resources();
    }
}

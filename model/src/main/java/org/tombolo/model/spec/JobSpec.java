package org.tombolo.model.spec;

import java.util.List;
import java.util.Optional;

/// A job: one process tree, or an array of them, that ends.
public record JobSpec(
        String name,
        WorkSpec work,
        PolicySpec policy,
        Optional<MultinodeSpec> multinode,
        Optional<ArraySpec> array,
        JobNetworkSpec network,
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

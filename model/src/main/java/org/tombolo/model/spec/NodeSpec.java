package org.tombolo.model.spec;

import java.util.List;

/// A node of the graph: a job, which ends; a service, which runs until nobody needs it; the staging of a volume.
public sealed interface NodeSpec permits JobSpec, ServiceSpec, StagingSpec {
    String name();

    List<Dependency> dependsOn();

    ResourceSpec resources();

    PolicySpec policy();
}

package org.tombolo.agent;

import java.util.Optional;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.wire.agent.WorkOrder;

/// The image that the site file gives to work which names none.
final class DefaultImage {
    private DefaultImage() {}

    static WorkOrder in(WorkOrder order, Optional<String> image) {
        return image.map(uri -> order.with(in(order.node(), uri))).orElse(order);
    }

    private static NodeSpec in(NodeSpec node, String uri) {
        return switch (node) {
            case JobSpec job ->
                new JobSpec(
                        job.name(),
                        in(job.work(), uri),
                        job.policy(),
                        job.multinode(),
                        job.array(),
                        job.network(),
                        job.preemptible());
            case ServiceSpec service ->
                new ServiceSpec(
                        service.name(),
                        in(service.work(), uri),
                        service.policy(),
                        service.multinode(),
                        service.network(),
                        service.probe(),
                        service.persist(),
                        service.autoscaler(),
                        service.dynamicConfig(),
                        service.preemptible());
            case StagingSpec staging -> staging;
        };
    }

    private static WorkSpec in(WorkSpec work, String uri) {
        return work.image().isPresent()
                ? work
                : new WorkSpec(
                        Optional.of(new ImageSpec(UriSpec.of(uri))),
                        work.program(),
                        work.args(),
                        work.env(),
                        work.cwd(),
                        work.mounts(),
                        work.files(),
                        work.resources(),
                        work.dependsOn());
    }
}

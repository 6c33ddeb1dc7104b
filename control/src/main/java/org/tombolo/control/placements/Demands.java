package org.tombolo.control.placements;

import java.util.List;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.placement.Demand;

/// What a node of the graph needs of a host.
final class Demands {
    private Demands() {}

    static Demand of(NodeSpec node, double memoryFactor) {
        return of(node, memoryFactor, List.of());
    }

    private static Demand of(NodeSpec node, double memoryFactor, List<Integer> reserved) {
        var asked = node.resources();
        return new Demand(
                asked.cpu().cores(),
                (long) (asked.memoryBytes().orElse(0L) * memoryFactor),
                asked.devices(),
                asked.exclusive(),
                ports(node),
                reserved,
                asked.annotations(),
                MultinodeSpec.nodes(node),
                node.policy().timeout());
    }

    static Demand of(LiveJob job, int index) {
        return of(
                job.spec(),
                job.task(index).map(live -> live.task().memoryFactor()).orElse(1.0),
                ports(job.spec()).stream().anyMatch(port -> port.port() == 0) ? byNumber(job.run()) : List.of());
    }

    private static List<Integer> byNumber(LiveRun run) {
        return run.jobs().stream()
                .flatMap(job -> ports(job.spec()).stream())
                .map(PortSpec::port)
                .filter(port -> port != 0)
                .toList();
    }

    private static List<PortSpec> ports(NodeSpec node) {
        return switch (node) {
            case ServiceSpec service -> service.network().ports();
            case JobSpec _, StagingSpec _ -> List.of();
        };
    }
}

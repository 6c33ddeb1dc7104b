package org.tombolo.sim.watch;

import java.util.List;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.placement.Demand;
import org.tombolo.sim.story.Violation;

/// Where only services run, nothing ends by itself: a job that waits beside room for it would wait for ever. A service
/// may have to wait beside room: for the jobs of others.
public final class QueueRules {
    private QueueRules() {}

    /// A live state in which everything that can happen soon has happened.
    public static void check(State state) {
        if (!onlyServicesRun(state)) {
            return;
        }
        for (var job : state.work().queue()) {
            if (job.spec() instanceof ServiceSpec) {
                continue;
            }
            job.job()
                    .choice()
                    .flatMap(choice -> state.work().findSite(choice.site()))
                    .filter(site -> fits(site, job))
                    .ifPresent(site -> {
                        throw new Violation(
                                "nothing waits beside its room", "%s at site %s".formatted(job.id(), site.id()));
                    });
        }
    }

    private static boolean onlyServicesRun(State state) {
        return state.work().attempts().stream()
                .filter(id -> state.attempt(id).orElseThrow().isActive())
                .allMatch(id -> state.work()
                        .findJob(id.job())
                        .filter(job -> job.spec() instanceof ServiceSpec)
                        .isPresent());
    }

    private static boolean fits(LiveSite site, LiveJob job) {
        var factor = job.nextIndex()
                .flatMap(job::task)
                .map(task -> task.task().memoryFactor())
                .orElse(1.0);
        return site.site().silentSince().isEmpty()
                && site.rooms().stream()
                        .anyMatch(room -> room.fit(demand(job.spec(), factor)).isPresent());
    }

    private static Demand demand(NodeSpec node, double memoryFactor) {
        var asked = node.resources();
        return new Demand(
                asked.cpu().cores(),
                (long) (asked.memoryBytes().orElse(0L) * memoryFactor),
                asked.devices(),
                asked.exclusive(),
                node instanceof ServiceSpec service ? service.network().ports() : List.of(),
                List.of(),
                asked.annotations(),
                1,
                node.policy().timeout());
    }
}

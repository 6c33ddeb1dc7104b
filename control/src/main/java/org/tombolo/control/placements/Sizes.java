package org.tombolo.control.placements;

import java.util.List;
import java.util.Optional;
import org.tombolo.control.state.LiveSite;
import org.tombolo.model.work.QueueCapacity;
import org.tombolo.placement.Demand;
import org.tombolo.placement.Limits;

/// What a site could ever take, however little of it is free now.
final class Sizes {
    private Sizes() {}

    /// Why nothing of the site could take it; empty when something could.
    static Optional<String> never(LiveSite site, Demand demand) {
        var reasons = site.hasScheduler()
                ? site.queues().stream()
                        .map(queue -> Limits.of(queue).neverFits(demand))
                        .toList()
                : site.rooms().stream().map(room -> room.neverFits(demand)).toList();
        if (reasons.isEmpty()) {
            return Optional.of("the site has no host");
        }
        return first(reasons);
    }

    /// The first queue that could take it.
    static Optional<QueueCapacity> queue(LiveSite site, Demand demand) {
        return site.queues().stream()
                .filter(queue -> Limits.of(queue).neverFits(demand).isEmpty())
                .findFirst();
    }

    private static Optional<String> first(List<Optional<String>> reasons) {
        return reasons.stream().allMatch(Optional::isPresent) ? reasons.getFirst() : Optional.empty();
    }
}

package org.tombolo.control.placements;

import java.util.Optional;
import org.tombolo.control.door.Explanation;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.placement.Demand;

/// Why a job that could run waits for a place.
public final class Queueing {
    private Queueing() {}

    public static Explanation explain(State state, LiveJob job) {
        var name = job.id().name();
        var site = job.job().choice().flatMap(choice -> state.work().findSite(choice.site()));
        if (site.isEmpty()) {
            return new Explanation(name, "queued", "its site is not known any more", Optional.empty());
        }
        var silent = site.get().site().silentSince();
        if (silent.isPresent()) {
            return new Explanation(
                    name,
                    "queued",
                    "site %s has not answered since %s".formatted(site.get().id(), silent.get()),
                    Optional.of("look at the site: tombolo sites"));
        }
        var index = job.nextIndex();
        if (index.isEmpty()) {
            return new Explanation(name, "queued", "has nothing left to start", Optional.empty());
        }
        var demand = Demands.of(job, index.get());
        return Sizes.never(site.get(), demand)
                .map(why -> new Explanation(
                        name, "queued", why, Optional.of("ask for less, or add a larger host to the site")))
                .orElseGet(
                        () -> new Explanation(name, "queued", busy(state, site.get(), job, demand), Optional.empty()));
    }

    private static String busy(State state, LiveSite site, LiveJob job, Demand demand) {
        if (!site.hasScheduler()
                && job.spec() instanceof ServiceSpec
                && Services.start(state, site, job, demand, _ -> true) instanceof Services.Start.Held) {
            return "if it started now, it and the jobs that need it, or others, might wait for each other for ever; it"
                    + " waits for other services at site %s to end".formatted(site.id());
        }
        if (site.hasScheduler()) {
            return "is about to be handed to the scheduler of site %s".formatted(site.id());
        }
        long ahead = state.work().queue(site.id()).stream()
                .takeWhile(other -> !other.id().equals(job.id()))
                .count();
        var lacking = site.rooms().stream()
                .flatMap(room -> room.shortOf(demand).stream())
                .findFirst();
        return "waits for %s at site %s; %s"
                .formatted(
                        lacking.orElse("its turn"),
                        site.id(),
                        ahead == 0 ? "it is first in the queue" : ahead + " are ahead of it in the queue");
    }
}

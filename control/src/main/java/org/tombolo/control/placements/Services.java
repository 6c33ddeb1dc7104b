package org.tombolo.control.placements;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.work.Grant;
import org.tombolo.placement.Demand;
import org.tombolo.placement.Room;

/// What services hold of a site. A service ends when the jobs that need it have ended, so what it holds is not about to
/// be free: where services held everything, and the jobs that need them waited for room, nobody would ever go on.
final class Services {
    private Services() {}

    /// Whether a service may start.
    sealed interface Start {
        /// Now, without holding others up for ever.
        record At(Grant grant) implements Start {}

        /// As soon as others have ended that end by themselves.
        record Later() implements Start {}

        /// Not before other services end: it and the jobs that need it, or others, might wait for each
        /// other for ever.
        record Held() implements Start {}

        /// Not even all of the site would be enough for its run.
        record Never() implements Start {}
    }

    /// Only where there is no place now it is worked out why.
    ///
    /// @param open which rooms it may take now
    static Start start(State state, LiveSite site, LiveJob service, Demand demand, Predicate<Room> open) {
        for (var room : site.rooms()) {
            if (open.test(room)) {
                var place = room.fit(demand).filter(at -> allEnd(state, site, service, at));
                if (place.isPresent()) {
                    return new Start.At(place.get());
                }
            }
        }
        boolean later = site.rooms().stream()
                .filter(room -> room.willFit(demand))
                .flatMap(room -> room.withWhoStays().fit(demand).stream())
                .anyMatch(at -> allEnd(state, site, service, at));
        if (later) {
            return new Start.Later();
        }
        boolean never = service.tasks().isEmpty() && neverEnd(Forecast.nodes(service.run(), site.id()), site.rooms());
        return never ? new Start.Never() : new Start.Held();
    }

    /// Whether all jobs of the runs that have services at the site could still be carried out, in some
    /// order, if this service had this place too (Dijkstra's banker, who lends only what leaves him able to
    /// serve everybody). Another place than the one it really gets would prove nothing: it does not move.
    private static boolean allEnd(State state, LiveSite site, LiveJob service, Grant grant) {
        var rooms = site.rooms().stream().map(Room::withWhoStays).toList();
        var forecasts = new ArrayList<Forecast>();
        for (var run : runs(state, site, service.run())) {
            forecasts.add(Forecast.ofNow(run, site, rooms));
        }
        return forecasts.getLast().startsAt(service.id().name(), grant) && allEnd(forecasts);
    }

    /// Whether not even all of the site, were it empty, would be enough for the run.
    static boolean neverEnd(List<Forecast.Node> run, SequencedCollection<Room> site) {
        return !site.isEmpty()
                && !(allEnd(List.of(afresh(run, site)))
                        && run.stream()
                                .filter(node -> node.spec() instanceof ServiceSpec)
                                .allMatch(node ->
                                        afresh(run, site).starts(node.spec().name())));
    }

    private static Forecast afresh(List<Forecast.Node> run, SequencedCollection<Room> site) {
        return new Forecast(
                run, site.stream().map(room -> new Room(room.capacity())).toList());
    }

    private static boolean allEnd(List<Forecast> forecasts) {
        boolean more = true;
        while (more) {
            more = false;
            for (var forecast : forecasts) {
                more |= forecast.advance();
            }
        }
        return forecasts.stream().allMatch(Forecast::isOver);
    }

    /// Why a run fails that needs more at the same time than its site has.
    static String tooMuch(SiteId site) {
        return "site %s has not room enough for its services and the jobs that need them at the same time"
                .formatted(site);
    }

    /// Runs that hold something as services, and last the one that wants to.
    private static SequencedCollection<LiveRun> runs(State state, LiveSite site, LiveRun last) {
        SequencedSet<LiveRun> runs = new LinkedHashSet<>();
        site.serving().forEach(attempt -> state.work().findRun(attempt.run()).ifPresent(runs::add));
        runs.remove(last);
        runs.addLast(last);
        return runs;
    }
}

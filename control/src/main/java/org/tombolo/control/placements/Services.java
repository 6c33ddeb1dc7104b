package org.tombolo.control.placements;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.model.RunId;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.work.Grant;
import org.tombolo.placement.Room;

/// What services hold of a site. A service ends when the jobs that need it have ended, so what it holds is not about to
/// be free: where services held everything, and the jobs that need them waited for room, nobody would ever go on.
final class Services {
    private Services() {}

    /// Whether there is a host at which it may start once all have ended that end by themselves.
    static boolean mayStart(State state, LiveSite site, LiveJob service) {
        var demand = Demands.of(service, 0);
        return site.rooms().stream()
                .filter(room -> room.willFit(demand))
                .flatMap(room -> room.withWhoStays().fit(demand).stream())
                .anyMatch(grant -> mayStart(state, site, service, grant));
    }

    /// Whether all jobs of the runs that have services at the site could still be carried out, in some
    /// order, if this service had this place too (Dijkstra's banker, who lends only what leaves him able to
    /// serve everybody). Another place than the one it really gets would prove nothing: it does not move.
    static boolean mayStart(State state, LiveSite site, LiveJob service, Grant grant) {
        var rooms = site.rooms().stream().map(Room::withWhoStays).toList();
        var forecasts = new LinkedHashMap<RunId, Forecast>();
        for (var run : runs(state, site, service.run())) {
            forecasts.put(run.id(), Forecast.ofNow(run, site, rooms));
        }
        return forecasts.sequencedValues().reversed().getFirst().startsAt(service, grant)
                && allEnd(forecasts.sequencedValues());
    }

    /// Whether not even all of the site would be enough for the run.
    static boolean neverEnd(LiveSite site, LiveRun run) {
        return !site.rooms().isEmpty()
                && !(allEnd(List.of(afresh(site, run)))
                        && run.jobs().stream()
                                .filter(job -> job.spec() instanceof ServiceSpec)
                                .allMatch(service -> afresh(site, run).starts(service)));
    }

    private static Forecast afresh(LiveSite site, LiveRun run) {
        var rooms = site.rooms().stream().map(room -> new Room(room.capacity())).toList();
        return Forecast.afresh(run, site, rooms);
    }

    private static boolean allEnd(SequencedCollection<Forecast> forecasts) {
        boolean more = true;
        while (more) {
            more = false;
            for (var forecast : forecasts) {
                more |= forecast.advance();
            }
        }
        return forecasts.stream().allMatch(Forecast::isOver);
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

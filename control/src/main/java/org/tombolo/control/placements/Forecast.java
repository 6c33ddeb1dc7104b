package org.tombolo.control.placements;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.LiveSite;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.work.Grant;
import org.tombolo.placement.Room;
import org.tombolo.placement.Tenure;

/// One run carried to its end in thought, on rooms that it shares with others: a job that finds a place for itself and
/// for the services that it needs ends; a service ends with the last that needs it.
final class Forecast {
    private final LiveRun run;
    private final LiveSite site;
    private final SequencedCollection<Room> rooms;
    private final SequencedSet<String> over = new LinkedHashSet<>();
    private final SequencedMap<String, Optional<Grant>> serving = new LinkedHashMap<>();

    private Forecast(LiveRun run, LiveSite site, SequencedCollection<Room> rooms) {
        this.run = run;
        this.site = site;
        this.rooms = rooms;
        run.jobs().stream()
                .filter(job -> job.job().isEnded()
                        || (!isService(job) && job.job().stopping().isPresent()))
                .forEach(job -> over.add(name(job)));
    }

    /// From where it stands now.
    ///
    /// @param rooms in which its services have their place
    static Forecast ofNow(LiveRun run, LiveSite site, SequencedCollection<Room> rooms) {
        var forecast = new Forecast(run, site, rooms);
        run.jobs().stream()
                .filter(job -> isService(job) && !job.job().isEnded() && job.active() > 0)
                .forEach(job -> forecast.serving.put(name(job), forecast.grant(job)));
        forecast.endServices();
        return forecast;
    }

    /// As if none of its services ran.
    static Forecast afresh(LiveRun run, LiveSite site, SequencedCollection<Room> rooms) {
        return new Forecast(run, site, rooms);
    }

    /// Whether the service finds a place now, beside those that it needs.
    boolean starts(LiveJob service) {
        return Stream.concat(needs(service).stream(), Stream.of(name(service)))
                .allMatch(name -> over.contains(name)
                        || serving.containsKey(name)
                        || place(run.job(name).orElseThrow()));
    }

    /// Whether those that the service needs find a place too, where it has this one.
    boolean startsAt(LiveJob service, Grant grant) {
        take(service, grant);
        return starts(service);
    }

    /// Whether anything ended.
    boolean advance() {
        int before = over.size();
        for (var job : run.jobs()) {
            if (!isService(job) && !over.contains(name(job)) && isDue(job) && ends(job)) {
                over.add(name(job));
                endServices();
            }
        }
        return over.size() > before;
    }

    boolean isOver() {
        return run.jobs().stream().allMatch(job -> isService(job) || over.contains(name(job)));
    }

    private boolean isDue(LiveJob job) {
        return job.spec().dependsOn().stream()
                .allMatch(each -> each.on() == Dependency.On.RUNNING || over.contains(each.name()));
    }

    /// What it does not end with is left as it was.
    private boolean ends(LiveJob job) {
        var before = List.copyOf(serving.sequencedKeySet());
        boolean ends = needs(job).stream().allMatch(this::serves) && (isElsewhere(job) || fits(job));
        if (!ends) {
            List.copyOf(serving.sequencedKeySet()).stream()
                    .filter(name -> !before.contains(name))
                    .forEach(this::end);
        }
        return ends;
    }

    private boolean serves(String name) {
        var service = run.job(name).orElseThrow();
        return over.contains(name) || serving.containsKey(name) || (isDue(service) && place(service));
    }

    /// What it needs running, first what that needs itself.
    private SequencedSet<String> needs(LiveJob job) {
        var all = new LinkedHashSet<String>();
        for (var each : job.spec().dependsOn()) {
            var service = run.job(each.name());
            if (each.on() == Dependency.On.RUNNING && service.isPresent()) {
                all.addAll(needs(service.get()));
                all.add(each.name());
            }
        }
        return all;
    }

    /// A job that no host can ever take delays nobody: it is refused.
    private boolean fits(LiveJob job) {
        var demand = Demands.of(job.spec(), 1.0);
        return rooms.stream().allMatch(room -> room.neverFits(demand).isPresent())
                || rooms.stream().anyMatch(room -> room.fit(demand).isPresent());
    }

    /// Services beside services, so that whole hosts stay free.
    private boolean place(LiveJob service) {
        if (isElsewhere(service)) {
            serving.put(name(service), Optional.empty());
            return true;
        }
        var demand = Demands.of(service, 0);
        var grant = Stream.concat(
                        rooms.stream().filter(room -> room.grants() > 0),
                        rooms.stream().filter(room -> room.grants() == 0))
                .flatMap(room -> room.fit(demand).stream())
                .findFirst();
        grant.ifPresent(given -> take(service, given));
        return grant.isPresent();
    }

    private void take(LiveJob service, Grant grant) {
        var tenure = service.spec().resources().exclusive() ? Tenure.ALONE : Tenure.SHARED;
        rooms.stream()
                .filter(room -> room.capacity().name().equals(grant.host()))
                .forEach(room -> room.take(grant, tenure));
        serving.put(name(service), Optional.of(grant));
    }

    /// Those that never started too: what only they need is needed no longer.
    private void endServices() {
        boolean more = true;
        while (more) {
            more = false;
            for (var job : run.jobs()) {
                if (isService(job) && !over.contains(name(job)) && isUnneeded(job)) {
                    over.add(name(job));
                    end(name(job));
                    more = true;
                }
            }
        }
    }

    private boolean isUnneeded(LiveJob service) {
        if (service.job().stopping().isPresent()) {
            return true;
        }
        if (((ServiceSpec) service.spec()).persist()) {
            return false;
        }
        var dependants = run.jobs().stream()
                .filter(job -> job.spec().dependsOn().stream()
                        .anyMatch(each -> each.name().equals(name(service))))
                .toList();
        return dependants.isEmpty() ? isOver() : dependants.stream().allMatch(job -> over.contains(name(job)));
    }

    private void end(String service) {
        var grant = serving.getOrDefault(service, Optional.empty());
        serving.remove(service);
        grant.ifPresent(given -> rooms.stream()
                .filter(room -> room.capacity().name().equals(given.host()))
                .forEach(room -> room.giveBack(given)));
    }

    private Optional<Grant> grant(LiveJob service) {
        return service.tasks().stream()
                .flatMap(task -> task.attempt().stream())
                .filter(attempt -> attempt.site().equals(site.id()))
                .map(attempt -> attempt.grant())
                .findFirst();
    }

    private boolean isElsewhere(LiveJob job) {
        return job.job()
                .choice()
                .filter(choice -> !choice.site().equals(site.id()))
                .isPresent();
    }

    private static boolean isService(LiveJob job) {
        return job.spec() instanceof ServiceSpec;
    }

    private static String name(LiveJob job) {
        return job.id().name();
    }
}

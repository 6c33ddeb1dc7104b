package org.tombolo.control.placements;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.LiveSite;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.Grant;
import org.tombolo.placement.Demand;
import org.tombolo.placement.Room;
import org.tombolo.placement.Tenure;

/// One run carried to its end in thought, on rooms that it shares with others: a job that finds a place for itself and
/// for the services that it needs ends; a service ends with the last that needs it.
final class Forecast {
    /// A node of the run's graph.
    ///
    /// @param serves    whether it is a service
    /// @param elsewhere it takes nothing of this site
    /// @param over      it has ended, or counts as if it had
    /// @param stopping  a service that nobody keeps
    record Node(NodeSpec spec, boolean serves, Demand demand, boolean elsewhere, boolean over, boolean stopping) {
        /// One that has not started.
        static Node planned(NodeSpec spec, boolean elsewhere) {
            return new Node(spec, spec instanceof ServiceSpec, Demands.of(spec, 1.0), elsewhere, false, false);
        }

        private static Node of(LiveJob job, SiteId site) {
            boolean serves = job.spec() instanceof ServiceSpec;
            boolean stopping = job.job().stopping().isPresent();
            return new Node(
                    job.spec(),
                    serves,
                    serves ? Demands.of(job, 0) : Demands.of(job.spec(), 1.0),
                    job.job()
                            .choice()
                            .filter(choice -> !choice.site().equals(site))
                            .isPresent(),
                    job.job().isEnded() || (!serves && stopping),
                    stopping);
        }

        private String name() {
            return spec.name();
        }
    }

    private final SequencedMap<String, Node> nodes = new LinkedHashMap<>();
    private final SequencedCollection<Room> rooms;
    private final SequencedSet<String> over = new LinkedHashSet<>();
    private final SequencedMap<String, Optional<Grant>> serving = new LinkedHashMap<>();

    /// As if none of its services ran.
    Forecast(List<Node> run, SequencedCollection<Room> rooms) {
        this.rooms = rooms;
        for (var node : run) {
            nodes.put(node.name(), node);
            if (node.over()) {
                over.add(node.name());
            }
        }
    }

    static List<Node> nodes(LiveRun run, SiteId site) {
        return run.jobs().stream().map(job -> Node.of(job, site)).toList();
    }

    /// From where it stands now.
    ///
    /// @param rooms in which its services have their place
    static Forecast ofNow(LiveRun run, LiveSite site, SequencedCollection<Room> rooms) {
        var forecast = new Forecast(nodes(run, site.id()), rooms);
        run.jobs().stream()
                .filter(job -> job.spec() instanceof ServiceSpec && !job.job().isEnded() && job.active() > 0)
                .forEach(job -> forecast.serving.put(job.id().name(), grant(job, site)));
        forecast.endServices();
        return forecast;
    }

    private static Optional<Grant> grant(LiveJob service, LiveSite site) {
        return service.tasks().stream()
                .flatMap(task -> task.attempt().stream())
                .filter(attempt -> attempt.site().equals(site.id()))
                .map(Attempt::grant)
                .findFirst();
    }

    /// Whether the service finds a place now, beside those that it needs.
    boolean starts(String service) {
        return Stream.concat(needs(node(service)).stream(), Stream.of(service))
                .allMatch(name -> over.contains(name) || serving.containsKey(name) || place(node(name)));
    }

    /// Whether those that the service needs find a place too, where it has this one.
    boolean startsAt(String service, Grant grant) {
        take(node(service), grant);
        return starts(service);
    }

    /// Whether anything ended.
    boolean advance() {
        int before = over.size();
        for (var node : nodes.values()) {
            if (!node.serves() && !over.contains(node.name()) && isDue(node) && ends(node)) {
                over.add(node.name());
                endServices();
            }
        }
        return over.size() > before;
    }

    boolean isOver() {
        for (var node : nodes.values()) {
            if (!node.serves() && !over.contains(node.name())) {
                return false;
            }
        }
        return true;
    }

    private Node node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    private boolean isDue(Node node) {
        for (var each : node.spec().dependsOn()) {
            if (each.on() != Dependency.On.RUNNING && !over.contains(each.name())) {
                return false;
            }
        }
        return true;
    }

    /// What it does not end with is left as it was.
    private boolean ends(Node job) {
        var before = List.copyOf(serving.sequencedKeySet());
        boolean ends = needs(job).stream().allMatch(this::serves) && (job.elsewhere() || fits(job));
        if (!ends) {
            List.copyOf(serving.sequencedKeySet()).stream()
                    .filter(name -> !before.contains(name))
                    .forEach(this::end);
        }
        return ends;
    }

    private boolean serves(String name) {
        return over.contains(name) || serving.containsKey(name) || (isDue(node(name)) && place(node(name)));
    }

    /// What it needs running, first what that needs itself.
    private SequencedSet<String> needs(Node node) {
        var all = new LinkedHashSet<String>();
        for (var each : node.spec().dependsOn()) {
            if (each.on() == Dependency.On.RUNNING && nodes.containsKey(each.name())) {
                all.addAll(needs(node(each.name())));
                all.add(each.name());
            }
        }
        return all;
    }

    /// A job that no host can ever take delays nobody: it is refused.
    private boolean fits(Node job) {
        return rooms.stream().anyMatch(room -> room.fit(job.demand()).isPresent())
                || rooms.stream().allMatch(room -> room.neverFits(job.demand()).isPresent());
    }

    /// Services beside services, so that whole hosts stay free.
    private boolean place(Node service) {
        if (service.elsewhere()) {
            serving.put(service.name(), Optional.empty());
            return true;
        }
        var grant = Stream.concat(
                        rooms.stream().filter(room -> room.grants() > 0),
                        rooms.stream().filter(room -> room.grants() == 0))
                .flatMap(room -> room.fit(service.demand()).stream())
                .findFirst();
        grant.ifPresent(given -> take(service, given));
        return grant.isPresent();
    }

    private void take(Node service, Grant grant) {
        var tenure = service.demand().exclusive() ? Tenure.ALONE : Tenure.SHARED;
        room(grant).ifPresent(room -> room.take(grant, tenure));
        serving.put(service.name(), Optional.of(grant));
    }

    private Optional<Room> room(Grant grant) {
        return rooms.stream()
                .filter(room -> room.capacity().name().equals(grant.host()))
                .findFirst();
    }

    /// Those that never started too: what only they need is needed no longer.
    private void endServices() {
        boolean more = true;
        while (more) {
            more = false;
            for (var node : nodes.values()) {
                if (node.spec() instanceof ServiceSpec service
                        && !over.contains(node.name())
                        && (node.stopping() || (!service.persist() && isUnneeded(node)))) {
                    over.add(node.name());
                    end(node.name());
                    more = true;
                }
            }
        }
    }

    private boolean isUnneeded(Node service) {
        boolean dependants = false;
        for (var node : nodes.values()) {
            for (var each : node.spec().dependsOn()) {
                if (each.name().equals(service.name())) {
                    if (!over.contains(node.name())) {
                        return false;
                    }
                    dependants = true;
                }
            }
        }
        return dependants || isOver();
    }

    private void end(String service) {
        var grant = serving.getOrDefault(service, Optional.empty());
        serving.remove(service);
        grant.ifPresent(given -> room(given).ifPresent(room -> room.giveBack(given)));
    }
}

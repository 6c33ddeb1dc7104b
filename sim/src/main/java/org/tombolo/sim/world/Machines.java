package org.tombolo.sim.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import org.tombolo.model.AttemptId;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.sim.story.Agenda;
import org.tombolo.sim.story.Chance;
import org.tombolo.sim.story.Story;

/// The machines of a simulated site and what runs on them: starts what is there when its turn has come, enforces grants
/// and walltimes, keeps the claim of each attempt.
public final class Machines {
    /// A site kills at the latest so long after its polite signal.
    private static final int KILL_MILLIS = 25_000;

    private final SiteId site;
    private final Agenda agenda;
    private final Story story;
    private final Chance chance;
    private final Ledger ledger;
    private final Rules rules;
    private final Runnable changed;
    private final LinkedHashMap<String, SimHost> hosts = new LinkedHashMap<>();
    private final LinkedHashMap<AttemptId, Held> held = new LinkedHashMap<>();
    private boolean hidesDeadHosts;
    private long version;

    Machines(
            SiteId site,
            List<HostCapacity> hosts,
            Agenda agenda,
            Story story,
            Chance chance,
            Ledger ledger,
            Rules rules,
            Runnable changed) {
        this.site = site;
        this.agenda = agenda;
        this.story = story;
        this.chance = chance;
        this.ledger = ledger;
        this.rules = rules;
        this.changed = changed;
        this.hidesDeadHosts = chance.percent(50);
        hosts.forEach(host -> this.hosts.put(host.name(), new SimHost(host)));
    }

    void calm() {
        hidesDeadHosts = false;
        hosts.values().stream()
                .filter(host -> !host.isUp())
                .map(host -> host.capacity().name())
                .toList()
                .forEach(this::revive);
    }

    long version() {
        return version;
    }

    List<HostCapacity> described() {
        return hosts.values().stream()
                .filter(host -> host.isUp() || !hidesDeadHosts)
                .map(SimHost::capacity)
                .toList();
    }

    SequencedCollection<Held> held() {
        return held.sequencedValues();
    }

    Optional<Held> held(AttemptId id) {
        return Optional.ofNullable(held.get(id));
    }

    /// Attempts that the site holds, ended ones too.
    public List<AttemptId> attempts() {
        return List.copyOf(held.sequencedKeySet());
    }

    /// Whether the site says that it has ended.
    public boolean isOver(AttemptId id) {
        return held(id).map(Held::isOver).orElse(true);
    }

    void take(Held one, boolean copied) {
        held.put(one.id(), one);
        changed(one);
        startSoon(one);
        if (copied) {
            startSoon(one);
        }
    }

    private void startSoon(Held one) {
        int token = one.token;
        agenda.in(chance.between(0, 40), () -> {
            if (one.token == token && held.get(one.id()) == one) {
                start(one);
            }
        });
    }

    private void start(Held one) {
        if (one.state != Held.State.WAITING) {
            story.tell("second copy of " + one.id() + " finds the claim and exits");
            return;
        }
        var host = hosts.get(one.member().grant().host());
        boolean mayNot = one.behind.map(before -> !isOver(before)).orElse(false);
        if (host == null || !host.isUp() || mayNot) {
            return;
        }
        story.tell("start " + one.id() + "#" + one.incarnation + " at " + site);
        one.life = ledger.started(
                one.id(), one.incarnation, site, host.capacity(), one.member().grant(), one.node(), agenda.now());
        rules.starts(one.life);
        one.state = Held.State.RUNNING;
        one.startedAt = agenda.now();
        one.ready =
                !(one.node() instanceof ServiceSpec service && service.probe().isPresent());
        if (one.ready) {
            one.life.ready();
        }
        changed(one);
        plan(one);
    }

    private void plan(Held one) {
        var behaviour = one.behaviour();
        if (one.firstStart < 0) {
            one.firstStart = agenda.now();
        }
        one.node().policy().timeout().ifPresent(limit -> {
            // the walltime counts from the first start: a requeue does not lengthen it
            long over = one.firstStart + limit.toMillis() + chance.between(500, KILL_MILLIS);
            later(one, over - agenda.now(), () -> end(one, new Cause.Timeout(limit)));
        });
        long memory = one.member().grant().memoryBytes();
        if (memory > 0 && behaviour.needBytes() > memory) {
            later(one, Math.min(behaviour.millis(), 4_000) / 2, () -> end(one, new Cause.OutOfMemory(memory)));
            return;
        }
        if (behaviour.millis() != Behaviour.FOREVER) {
            later(one, behaviour.millis(), () -> end(one, new Cause.Exit(behaviour.exit())));
        }
        if (!one.ready) {
            later(one, behaviour.readyAfter(), () -> ready(one, true));
        }
        if (behaviour.flipsAfter() != Behaviour.FOREVER && one.node() instanceof ServiceSpec) {
            later(one, behaviour.flipsAfter(), () -> ready(one, false));
            later(one, behaviour.flipsAfter() + 2_000, () -> ready(one, true));
        }
    }

    private void later(Held one, long millis, Runnable what) {
        int token = one.token;
        agenda.in(millis, () -> {
            if (one.token == token && held.get(one.id()) == one) {
                what.run();
            }
        });
    }

    private void ready(Held one, boolean now) {
        if (one.ready != now) {
            one.ready = now;
            if (now && one.life != null) {
                one.life.ready();
            }
            changed(one);
        }
    }

    private void end(Held one, Cause cause) {
        story.tell("end " + one.id() + "#" + one.incarnation + " " + cause.text());
        dies(one, cause);
        one.state = Held.State.ENDED;
        one.cause = cause;
        changed(one);
        for (var other : held.values()) {
            if (other.state == Held.State.WAITING
                    && other.behind.filter(one.id()::equals).isPresent()) {
                // who ended without ever having started still stood behind somebody
                other.behind = one.firstStart < 0 ? one.behind : Optional.empty();
                startSoon(other);
            }
        }
    }

    private void dies(Held one, Cause cause) {
        one.token++;
        one.ready = false;
        one.endedAt = agenda.now();
        if (one.life != null && one.life.isAlive()) {
            ledger.ended(one.life, cause, agenda.now());
        }
    }

    void stop(AttemptId id, long grace) {
        rules.stops(id);
        var one = held.get(id);
        if (one == null || one.isOver()) {
            return;
        }
        if (one.state == Held.State.WAITING) {
            end(one, new Cause.Stopped("before it started"));
        } else if (!one.stopping) {
            one.stopping = true;
            boolean polite = !one.behaviour().ignoresTerm();
            long after = polite ? Math.min(grace, chance.between(0, 800)) : grace;
            after += chance.between(0, polite ? 400 : 3_000); // until the last process of its tree is gone
            later(one, after, () -> end(one, polite ? new Cause.Exit(143) : new Cause.Signal(9)));
        }
    }

    void forget(AttemptId id) {
        rules.forgets(id);
        held.remove(id);
    }

    void remove(VolumeId volume) {
        rules.removes(volume);
    }

    /// The names of hosts that are up.
    public List<String> upHosts() {
        return hosts.values().stream()
                .filter(SimHost::isUp)
                .map(host -> host.capacity().name())
                .toList();
    }

    /// A host dies with all that runs on it; the site requeues some of that, and tells the end of the rest.
    public void kill(String name, int requeuePercent) {
        var host = hosts.get(name);
        if (host == null) {
            return;
        }
        story.tell("host " + site + "/" + name + " dies");
        host.up(false);
        for (var one : List.copyOf(held.values())) {
            if (one.state == Held.State.RUNNING && one.member().grant().host().equals(name)) {
                if (chance.percent(requeuePercent)) {
                    requeue(one);
                } else {
                    end(one, SimSite.hostDied());
                }
            }
        }
    }

    public void revive(String name) {
        var host = hosts.get(name);
        if (host != null && !host.isUp()) {
            story.tell("host " + site + "/" + name + " returns");
            host.up(true);
            held.values().stream()
                    .filter(one -> one.state == Held.State.WAITING
                            && one.member().grant().host().equals(name))
                    .toList()
                    .forEach(this::startSoon);
        }
    }

    /// Requeues one attempt that runs, if there is one.
    public void evict() {
        var running = held.values().stream()
                .filter(one -> one.state == Held.State.RUNNING)
                .toList();
        if (!running.isEmpty()) {
            requeue(chance.pick(running));
        }
    }

    private void requeue(Held one) {
        story.tell("requeue " + one.id() + "#" + one.incarnation);
        dies(one, SimSite.hostDied());
        one.state = Held.State.WAITING;
        one.stopping = false;
        one.incarnation++;
        changed(one);
        startSoon(one);
    }

    private void changed(Held one) {
        one.version = ++version;
        changed.run();
    }
}

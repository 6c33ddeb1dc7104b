package org.tombolo.sim.drive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.tombolo.control.command.Command;
import org.tombolo.control.views.Explain;
import org.tombolo.journal.Codec;
import org.tombolo.journal.MemoryJournal;
import org.tombolo.model.FactoryId;
import org.tombolo.model.Ordered;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.PortRange;
import org.tombolo.sim.story.Agenda;
import org.tombolo.sim.story.Chance;
import org.tombolo.sim.story.Story;
import org.tombolo.sim.story.Violation;
import org.tombolo.sim.watch.FactRules;
import org.tombolo.sim.watch.QueueRules;
import org.tombolo.sim.watch.Replays;
import org.tombolo.sim.watch.Witness;
import org.tombolo.sim.watch.WorkRules;
import org.tombolo.sim.world.Ledger;
import org.tombolo.sim.world.SimSite;
import org.tombolo.sim.world.Trouble;

/// One simulated factory from its first start until everything that was asked of it is over. The kernel, its
/// reconcilers, the scheduler and the journal's codec are the real ones.
public final class Simulation {
    /// Everything must be over so long after the faults.
    private static final long PATIENCE = Duration.ofHours(5).toMillis();

    private static final long MOST_STEPS = 400_000;
    private static final long A_DAY = Duration.ofHours(25).toMillis();

    private final Trouble trouble;
    private final Agenda agenda = new Agenda();
    private final Story story;
    private final Ledger ledger = new Ledger();
    private final LinkedHashMap<SiteId, SimSite> sites = new LinkedHashMap<>();
    private final Witness witness;
    private final WorkRules rules;
    private final Boundaries boundaries;
    private final Server server;
    private final Network network;
    private final Clients clients;
    private final Weather weather;
    private final Chance chance;
    private final int busy;

    /// @param codec making one takes longer than a simulation does
    public Simulation(long seed, Options options, Codec codec) {
        this.chance = new Chance(seed * 0x632BE59BD9B4E019L + 1);
        this.trouble = options.trouble().orElseGet(() -> Trouble.drawn(chance.split()));
        this.busy = options.busy().orElseGet(() -> chance.pick(List.of(20, 40, 120, 200)));
        this.story = new Story(agenda, options.listener());
        var facts = new FactRules(ledger, sites, agenda);
        this.witness = new Witness(facts);
        this.boundaries = new Boundaries(options.crashAt());
        var faults = new JournalFaults(witness, boundaries, story);
        var journal = new MemoryJournal(codec, faults);
        this.rules = new WorkRules(ledger, witness, facts);
        for (int i = 0; i < chance.between(1, 3); i++) {
            var id = new SiteId("site" + i);
            sites.put(id, new SimSite(id, hosts(), seed, trouble, agenda, story, ledger, rules));
        }
        this.server = new Server(
                journal,
                faults,
                boundaries,
                agenda,
                story,
                chance.split(),
                new Replays(codec, journal, witness),
                first());
        this.network = new Network(server, sites, boundaries, trouble, agenda, story, chance.split());
        this.clients = new Clients(server, witness, agenda, story, chance.split(), List.copyOf(sites.keySet()));
        this.weather = new Weather(server, faults, boundaries, sites, agenda, chance.split());
        server.network(network::send);
        server.whenLeading(clients::hurry);
    }

    private List<HostCapacity> hosts() {
        var hosts = new ArrayList<HostCapacity>();
        int count = chance.between(1, 3);
        for (int i = 0; i < count; i++) {
            var devices = new LinkedHashMap<String, List<Integer>>();
            devices.put("gpu", List.of(0, 1));
            hosts.add(new HostCapacity(
                    "host" + i,
                    "10.0.0." + i,
                    IntStream.range(0, chance.between(3, 8)).boxed().toList(),
                    4L << 30,
                    devices,
                    new PortRange(20_000, 20_002),
                    Ordered.none()));
        }
        return hosts;
    }

    private List<Command> first() {
        var first = new ArrayList<Command>();
        first.add(new Command.Found(new FactoryId("sim"), Clients.FIRST, Clients.HOME, "root", "00"));
        int lost = chance.between(31, 45);
        sites.keySet().forEach(site -> first.add(new Command.Connect(site, "sim", Duration.ofSeconds(lost))));
        return first;
    }

    /// Runs it to its end.
    ///
    /// @throws Violation when something happened that must never happen
    public Result run() {
        server.start();
        clients.plan(busy, busy > 20 ? 6 : 3);
        weather.begin(trouble);
        agenda.at(busy * 1_000L, this::calm);
        until(() -> agenda.now() > busy * 1_000L + 2_000 && isOver(), "every run ends");
        aDayLater();
        return new Result(
                story.hash(),
                story.lines(),
                server.turns(),
                server.crashes(),
                ledger.starts(),
                boundaries.passed(),
                boundaries.diedAt(),
                witness.lastSeq());
    }

    private void calm() {
        story.tell("calm");
        weather.end();
        network.calm();
        clients.calm();
        agenda.in(600_000, this::lookAtTheQueue);
    }

    private void lookAtTheQueue() {
        server.kernel().ifPresent(kernel -> QueueRules.check(kernel.state()));
        agenda.in(600_000, this::lookAtTheQueue);
    }

    private void until(BooleanSupplier over, String invariant) {
        long begin = agenda.now();
        long steps = 0;
        while (!over.getAsBoolean()) {
            if (!agenda.step()) {
                throw new Violation(invariant, "nothing happens any more; " + left());
            }
            rules.rethrow();
            if (++steps > MOST_STEPS || agenda.now() > begin + PATIENCE) {
                throw new Violation(
                        invariant, "%d ms and %d events later: %s".formatted(agenda.now() - begin, steps, left()));
            }
        }
    }

    private boolean isOver() {
        return clients.content()
                && witness.hasNoLiveRun()
                && ledger.alive().isEmpty()
                && sites.values().stream()
                        .allMatch(site -> site.machines().attempts().isEmpty())
                && server.kernel()
                        .filter(kernel -> kernel.state().work().attempts().isEmpty())
                        .isPresent();
    }

    private String left() {
        var left = new ArrayList<String>();
        if (!clients.content()) {
            left.add("clients without an answer");
        }
        left.add("live runs " + witness.liveRuns());
        ledger.alive().forEach(life -> left.add("alive: " + life));
        sites.values()
                .forEach(
                        site -> left.add(site.id() + " holds " + site.machines().attempts()));
        server.kernel()
                .ifPresentOrElse(
                        kernel -> {
                            left.add("the kernel holds " + kernel.state().work().attempts());
                            kernel.state()
                                    .work()
                                    .runs()
                                    .forEach(run -> left.add(
                                            Explain.run(kernel.state(), run).toString()));
                        },
                        () -> left.add("there is no server"));
        return String.join("\n  ", left);
    }

    /// Volumes of ended runs and answers to old requests do not stay.
    private void aDayLater() {
        agenda.jump(A_DAY);
        long then = agenda.now();
        until(() -> agenda.now() > then + 60_000 && server.kernel().isPresent(), "a day later");
        var state = server.kernel().orElseThrow().state();
        for (var volume : state.work().volumes()) {
            if (volume.removeAt().isPresent() || volume.id() instanceof VolumeId.OfRun) {
                throw new Violation("volumes of ended runs leave", volume.toString());
            }
        }
        for (var site : state.work().sites()) {
            for (var room : site.rooms()) {
                if (room.grants() != 0 || room.coresTaken() != 0) {
                    throw new Violation(
                            "nothing leaks",
                            "%s/%s is not empty"
                                    .formatted(site.id(), room.capacity().name()));
                }
            }
        }
        if (state.timers().next().isPresent() && !state.timers().next().get().isAfter(agenda.instant())) {
            throw new Violation("no timer is forgotten", state.timers().all().toString());
        }
        server.checkAll();
    }

    public Story story() {
        return story;
    }

    /// What a simulation came to.
    ///
    /// @param diedAt the last crash
    public record Result(
            long hash,
            long lines,
            int turns,
            int crashes,
            int starts,
            int boundaries,
            Optional<Boundary> diedAt,
            long facts) {}
}

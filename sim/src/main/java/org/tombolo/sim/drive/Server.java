package org.tombolo.sim.drive;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tombolo.control.command.Command;
import org.tombolo.control.command.Decision;
import org.tombolo.control.door.Request;
import org.tombolo.control.loop.Kernel;
import org.tombolo.control.loop.Snapshots;
import org.tombolo.control.reconcile.Answer;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.engine.Capabilities;
import org.tombolo.journal.Deposed;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Lease;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.UserId;
import org.tombolo.sim.story.Agenda;
import org.tombolo.sim.story.Chance;
import org.tombolo.sim.story.Story;
import org.tombolo.sim.story.Violation;
import org.tombolo.sim.watch.Replays;

/// The factory's server: one process after the other, each with a real kernel that recovers from the journal. Makes
/// turns as `ControlLoop` does, in virtual time.
final class Server {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int MOST_IDLE_TURNS = 30;

    private static final Request LATE =
            new Request.CreateUser(new UserId("ada"), "request-of-the-stalled", new UserId("eve"), false);

    private record Message(Command command, Consumer<Decision> reply) {}

    private final Journal journal;
    private final JournalFaults faults;
    private final Boundaries boundaries;
    private final Agenda agenda;
    private final Story story;
    private final Chance chance;
    private final Replays replays;
    private final List<Command> first;
    private final LinkedHashMap<SiteId, Capabilities> sites = new LinkedHashMap<>();
    private final List<Message> inbox = new ArrayList<>();
    private Consumer<Issued> network = _ -> {};
    private Runnable leads = () -> {};
    private @Nullable Kernel kernel;
    private @Nullable Kernel stalled;
    private String name = "server-1";
    private long process;
    private long plan;
    private long plannedAt = Long.MAX_VALUE;
    private long renewAt;
    private long skew;
    private int idleTurns;
    private long idleSince = -1;
    private int turns;
    private int crashes;

    Server(
            Journal journal,
            JournalFaults faults,
            Boundaries boundaries,
            Agenda agenda,
            Story story,
            Chance chance,
            Replays replays,
            List<Command> first) {
        this.journal = journal;
        this.faults = faults;
        this.boundaries = boundaries;
        this.agenda = agenda;
        this.story = story;
        this.chance = chance;
        this.replays = replays;
        this.first = first;
        for (var command : first) {
            if (command instanceof Command.Connect(var site, var _, var _)) {
                sites.put(site, Capabilities.everything());
            }
        }
    }

    void network(Consumer<Issued> calls) {
        this.network = calls;
    }

    /// Told at each start.
    void whenLeading(Runnable told) {
        this.leads = told;
    }

    Optional<Kernel> kernel() {
        return Optional.ofNullable(kernel);
    }

    /// Calls belong to the process that issued them: their answers die with it.
    long process() {
        return process;
    }

    int turns() {
        return turns;
    }

    int crashes() {
        return crashes;
    }

    /// The machine's clock is set back, or right again.
    void skew(long millis) {
        skew = millis;
    }

    private Instant clock() {
        return Agenda.instant(agenda.now() + skew);
    }

    void start() {
        if (kernel != null) {
            return;
        }
        switch (journal.lead(name, LEASE, agenda.instant())) {
            case Lease.HeldBy(var _, var _) -> agenda.in(3_000, this::start);
            case Lease.Granted(var epoch) -> {
                story.tell(name + " leads, epoch " + epoch);
                if (dies(Boundary.LEADING)) {
                    return;
                }
                kernel = Kernel.recover(journal, epoch, sites);
                replays.recovered(kernel.state());
                if (dies(Boundary.RECOVERED)) {
                    return;
                }
                renewAt = agenda.now() + 10_000;
                wakeUp();
                first.forEach(command -> inbox.add(new Message(command, _ -> {})));
                soon(0);
                leads.run();
            }
        }
    }

    void ask(Command command, Consumer<Decision> reply) {
        if (kernel != null) {
            inbox.add(new Message(command, reply));
            soon(chance.below(3));
        }
    }

    void returned(long ofProcess, Issued issued, Answer answer) {
        if (ofProcess == process && kernel != null && !dies(Boundary.BEFORE_ANSWER)) {
            ask(new Command.Returned(issued, answer), _ -> {});
        }
    }

    private void soon(long millis) {
        if (agenda.now() + millis < plannedAt) {
            plannedAt = agenda.now() + millis;
            long mine = ++plan;
            agenda.in(millis, () -> {
                if (mine == plan) {
                    turn();
                }
            });
        }
    }

    private void turn() {
        plannedAt = Long.MAX_VALUE;
        var now = kernel;
        if (now == null) {
            return;
        }
        var messages = List.copyOf(inbox);
        inbox.clear();
        spins(messages.isEmpty());
        turns++;
        try {
            renew(now);
            var released = now.turn(messages.stream().map(Message::command).toList(), clock());
            faults.rethrow();
            release(now, released, messages);
        } catch (Crash e) {
            crash(e.where());
        } catch (Violation e) {
            throw e;
        } catch (Deposed e) {
            throw new Violation("the leader can write", String.valueOf(e.getMessage()));
        } catch (TomboloException e) {
            if (e.code() != ErrorCode.PAUSED) {
                throw broken(e);
            }
            pause();
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    private static Violation broken(RuntimeException e) {
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return new Violation("the kernel does not break", trace.toString());
    }

    private void spins(boolean idle) {
        if (!idle || agenda.now() != idleSince) {
            idleTurns = 0;
        }
        idleSince = agenda.now();
        if (++idleTurns > MOST_IDLE_TURNS && idle) {
            throw new Violation(
                    "the loop does not spin", MOST_IDLE_TURNS + " turns at " + agenda.now() + " for nothing");
        }
    }

    private void renew(Kernel now) {
        if (agenda.now() >= renewAt) {
            if (!journal.renew(now.version().epoch(), LEASE, agenda.instant())) {
                throw new Violation(
                        "the leader keeps its lease", "epoch " + now.version().epoch());
            }
            renewAt = agenda.now() + 10_000;
        }
    }

    private void release(Kernel now, Kernel.Released released, List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            var decision = released.replies().get(i);
            if (decision instanceof Decision.Refuse(var code, var why) && code == ErrorCode.INTERNAL) {
                throw new Violation("the kernel does not break", messages.get(i).command() + ": " + why);
            }
            if (messages.get(i).command() instanceof Command.Asked && dies(Boundary.BEFORE_REPLY)) {
                return;
            }
            messages.get(i).reply().accept(decision);
        }
        for (var call : released.calls()) {
            if (dies(Boundary.BEFORE_CALL)) {
                return;
            }
            network.accept(call);
        }
        long wake = Agenda.millis(earliest(now.wakeAt(clock())));
        soon(Math.max(0, Math.min(wake - skew, renewAt) - agenda.now()));
    }

    private Instant earliest(Instant wake) {
        var most = agenda.instant().plus(Duration.ofDays(2));
        return wake.isBefore(most) ? wake : most;
    }

    private boolean dies(Boundary here) {
        boolean dies = boundaries.crashesAt(here);
        if (dies) {
            crash(here);
        }
        return dies;
    }

    /// Killed: what was in memory is gone, answers under way find nobody.
    void crash(Boundary where) {
        story.tell("crash " + where);
        crashes++;
        process++;
        forget();
        agenda.in(chance.percent(20) ? chance.between(1_000, 60_000) : chance.between(1, 2_000), this::start);
    }

    /// A commit has failed: the same process recovers, and answers under way find it.
    private void pause() {
        story.tell("pause");
        forget();
        agenda.in(1_000, this::start);
    }

    private void forget() {
        kernel = null;
        inbox.clear();
        plan++;
        plannedAt = Long.MAX_VALUE;
    }

    /// The process stalls until its lease is over; another one leads; then the first one wakes up and goes on.
    void failover() {
        if (kernel == null || stalled != null) {
            return;
        }
        story.tell(name + " stalls");
        stalled = kernel;
        process++;
        forget();
        name = name.equals("server-1") ? "server-2" : "server-1";
        agenda.in(31_000, this::start);
    }

    private void wakeUp() {
        var old = stalled;
        if (old != null) {
            stalled = null;
            if (chance.percent(50)) {
                awake(old);
            } else {
                agenda.in(chance.below(10_000), () -> awake(old));
            }
        }
    }

    private void awake(Kernel old) {
        story.tell("the stalled one wakes up");
        faults.deposed(true);
        try {
            old.turn(List.of(new Command.Asked(LATE)), clock());
        } catch (Violation e) {
            throw e;
        } catch (RuntimeException e) {
            story.tell("and is told off");
        } finally {
            faults.deposed(false);
        }
        faults.rethrow();
    }

    /// A snapshot, and the journal cut behind it.
    void snapshot() {
        var now = kernel;
        if (now == null) {
            return;
        }
        story.tell("snapshot");
        try {
            if (new Snapshots(journal, () -> () -> {})
                    .take(now.version().epoch(), now.version().seq(), 1)) {
                dies(Boundary.AFTER_SNAPSHOT);
            }
        } catch (Crash e) {
            crash(e.where());
        }
    }

    void check() {
        if (kernel != null) {
            replays.check(kernel.state());
        }
    }

    void checkAll() {
        if (kernel != null) {
            replays.checkAll(kernel.state());
        }
    }

    /// As the live state is full of work.
    void checkSnapshot() {
        if (kernel != null) {
            replays.loads(kernel.state());
        }
    }
}

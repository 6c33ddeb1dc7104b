package org.tombolo.bench.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.tombolo.bench.factory.ArrayRun;
import org.tombolo.control.command.Command;
import org.tombolo.control.loop.Calls;
import org.tombolo.control.loop.Kernel;
import org.tombolo.control.reconcile.Call;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.engine.Capabilities;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Lease;
import org.tombolo.model.FactoryId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.secret.Secrets;

/// A factory without threads: turns of the real kernel, and calls that are answered before the next turn.
final class Drive {
    private static final SiteId SITE = new SiteId("swift");
    private static final UserId USER = new UserId("bench");
    private static final ProjectId PROJECT = new ProjectId("default");

    private final SwiftSite site;
    private final Kernel kernel;
    private final List<Issued> observing = new ArrayList<>();
    private final List<Long> turns = new ArrayList<>();
    private List<Command> answers = List.of();
    private int runs;
    private long made;
    private long commits;

    Drive(Journal journal, int hosts) {
        this.site = new SwiftSite(hosts);
        if (!(journal.lead("bench", Duration.ofHours(2), Instant.now()) instanceof Lease.Granted(long epoch))) {
            throw new IllegalStateException("somebody else holds the lease of an empty journal");
        }
        var sites = new LinkedHashMap<SiteId, Capabilities>();
        sites.put(SITE, site.capabilities());
        this.kernel = Kernel.recover(journal, epoch, sites);
        turn(List.of(
                new Command.Found(new FactoryId("fbench"), USER, PROJECT, "bench", "00"),
                new Command.Connect(SITE, "hosts", Duration.ofMinutes(10))));
        while (kernel.state().work().sites().stream()
                .allMatch(each -> each.rooms().isEmpty())) {
            turn(List.of());
        }
    }

    Kernel kernel() {
        return kernel;
    }

    /// All turns so far.
    long made() {
        return made;
    }

    /// Those that had something to commit.
    long commits() {
        return commits;
    }

    /// How long each turn took that had something to commit, in nanoseconds, since this was last called.
    List<Long> takeTurns() {
        var taken = List.copyOf(turns);
        turns.clear();
        return taken;
    }

    void start(int tasks) {
        turn(List.of(new Command.Asked(ArrayRun.of(USER, PROJECT, new RunId("run-" + ++runs), tasks))));
    }

    boolean isOver() {
        return kernel.state().work().runs().isEmpty()
                && kernel.state().work().attempts().isEmpty();
    }

    /// One turn; the answers to its calls are commands of the next.
    void turn(List<Command> commands) {
        var all = new ArrayList<>(commands);
        all.addAll(answers);
        if (site.hasNews()) {
            observing.forEach(issued -> all.add(answer(issued)));
            observing.clear();
        }
        long before = kernel.version().seq();
        long begin = System.nanoTime();
        var released = kernel.turn(all, Instant.now());
        made++;
        if (kernel.version().seq() > before) {
            turns.add(System.nanoTime() - begin);
            commits++;
        }
        var next = new ArrayList<Command>();
        for (var issued : released.calls()) {
            if (issued.call() instanceof Call.Observe && !site.hasNews()) {
                observing.add(issued);
            } else {
                next.add(answer(issued));
            }
        }
        answers = next;
    }

    private Command answer(Issued issued) {
        return new Command.Returned(issued, Calls.carryOut(site, issued.call(), _ -> Secrets.NONE));
    }
}

package org.tombolo.bench.restart;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.tombolo.bench.factory.ArrayRun;
import org.tombolo.control.command.Command;
import org.tombolo.control.loop.Calls;
import org.tombolo.control.loop.Kernel;
import org.tombolo.control.loop.Snapshots;
import org.tombolo.control.reconcile.Call;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.engine.Capabilities;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Journals;
import org.tombolo.journal.Lease;
import org.tombolo.model.FactoryId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.secret.Secrets;

/// Writes a journal by the real kernel: one run whose array has so many tasks, all of them running.
final class LiveWork {
    private static final SiteId SITE = new SiteId("local");
    private static final UserId USER = new UserId("bench");
    private static final ProjectId PROJECT = new ProjectId("default");

    private final WideSite site;
    private final Journal journal;
    private final Kernel kernel;
    private final long epoch;
    private final List<Issued> observing = new ArrayList<>();
    private Instant now = Instant.now().minus(Duration.ofHours(1));

    private LiveWork(Journal journal, int tasks) {
        this.journal = journal;
        this.site = new WideSite(tasks, Capabilities.everything());
        if (!(journal.lead("bench", Duration.ofMinutes(30), now) instanceof Lease.Granted(long granted))) {
            throw new IllegalStateException("somebody else holds the lease of an empty journal");
        }
        this.epoch = granted;
        var sites = new LinkedHashMap<SiteId, Capabilities>();
        sites.put(SITE, site.capabilities());
        this.kernel = Kernel.recover(journal, epoch, sites);
    }

    static void write(Path database, int tasks, boolean snapshot) {
        try (var journal = Journals.open("jdbc:sqlite:" + database, new Codec())) {
            new LiveWork(journal, tasks).write(tasks, snapshot);
        }
    }

    private void write(int tasks, boolean snapshot) {
        turn(List.of(
                new Command.Found(new FactoryId("fbench"), USER, PROJECT, "bench", "00"),
                new Command.Connect(SITE, "hosts", Duration.ofMinutes(10))));
        turn(List.of(new Command.Asked(ArrayRun.of(USER, PROJECT, new RunId("wide"), tasks))));
        while (site.running() < tasks) {
            turn(List.of());
        }
        var seen = List.copyOf(observing);
        observing.clear();
        turn(seen.stream().<Command>map(this::answer).toList());
        if (snapshot) {
            var version = kernel.version();
            new Snapshots(journal, () -> () -> {}).take(version.epoch(), version.seq(), 1);
        }
        journal.release(epoch);
    }

    /// One turn, and those that follow from the answers to its calls.
    private void turn(List<Command> commands) {
        var next = commands;
        do {
            now = now.plusMillis(1);
            var calls = kernel.turn(next, now).calls();
            calls.stream()
                    .filter(issued -> issued.call() instanceof Call.Observe)
                    .forEach(observing::add);
            next = calls.stream()
                    .filter(issued -> !(issued.call() instanceof Call.Observe))
                    .<Command>map(this::answer)
                    .toList();
        } while (!next.isEmpty());
    }

    private Command answer(Issued issued) {
        return new Command.Returned(issued, Calls.carryOut(site, issued.call(), _ -> Secrets.NONE));
    }
}

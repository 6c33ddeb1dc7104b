package org.tombolo.bench.restart;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.bench.factory.ArrayRun;
import org.tombolo.control.command.Command;
import org.tombolo.control.door.Request;
import org.tombolo.control.loop.Calls;
import org.tombolo.control.loop.Kernel;
import org.tombolo.control.loop.Snapshots;
import org.tombolo.control.reconcile.Call;
import org.tombolo.engine.Capabilities;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Journals;
import org.tombolo.journal.Lease;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.secret.Secrets;

/// Gives a factory's journal many runs more, by the real kernel: at a site that the factory's settings do not have, so
/// that nothing of them ever starts there.
final class ManyRuns {
    private static final SiteId SITE = new SiteId("elsewhere");
    private static final int TOGETHER = 500;

    private final Kernel kernel;
    private final WideSite site = new WideSite(1, Capabilities.everything());
    private final UserId user;
    private final ProjectId project;
    private Instant now = Instant.now();

    private ManyRuns(Journal journal, long epoch) {
        var sites = new LinkedHashMap<SiteId, Capabilities>();
        sites.put(SITE, site.capabilities());
        this.kernel = Kernel.recover(journal, epoch, sites);
        this.user = kernel.state().directory().users().getFirst().id();
        this.project = kernel.state().directory().projects().getFirst().id();
        turn(List.of(new Command.Connect(SITE, "hosts", Duration.ofDays(1))));
    }

    /// @param ended whether they are in the history, or wait
    static void write(Path database, int runs, boolean ended) {
        try (var journal = Journals.open("jdbc:sqlite:" + database, new Codec())) {
            if (!(journal.lead("bench", Duration.ofMinutes(30), Instant.now()) instanceof Lease.Granted(long epoch))) {
                throw new IllegalStateException("somebody else holds the journal's lease");
            }
            var many = new ManyRuns(journal, epoch);
            for (int first = 0; first < runs; first += TOGETHER) {
                many.start(first, Math.min(TOGETHER, runs - first), ended);
            }
            var version = many.kernel.version();
            new Snapshots(journal, () -> () -> {}).take(version.epoch(), version.seq(), 1);
            journal.release(epoch);
        }
    }

    private void start(int first, int count, boolean ended) {
        var commands = new ArrayList<Command>();
        for (int i = first; i < first + count; i++) {
            var id = new RunId("run-" + i);
            commands.add(new Command.Asked(ArrayRun.of(user, project, id, 1)));
            if (ended) {
                commands.add(
                        new Command.Asked(new Request.StopRun(user, "stop-" + i, id, Optional.empty(), Duration.ZERO)));
            }
        }
        turn(commands);
    }

    /// The site says what it is, and answers nothing else.
    private void turn(List<Command> commands) {
        now = now.plusMillis(1);
        var described = kernel.turn(commands, now).calls().stream()
                .filter(issued -> issued.call() instanceof Call.Describe)
                .<Command>map(
                        issued -> new Command.Returned(issued, Calls.carryOut(site, issued.call(), _ -> Secrets.NONE)))
                .toList();
        if (!described.isEmpty()) {
            turn(described);
        }
    }
}

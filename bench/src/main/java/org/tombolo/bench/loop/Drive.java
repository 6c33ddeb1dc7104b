package org.tombolo.bench.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.command.Command;
import org.tombolo.control.door.Request;
import org.tombolo.control.door.SecretStore;
import org.tombolo.control.loop.Calls;
import org.tombolo.control.loop.Kernel;
import org.tombolo.control.reconcile.Call;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.engine.Capabilities;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Lease;
import org.tombolo.model.FactoryId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.spec.WorkflowSpec;

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

    /// How long each turn took, with its commit, in nanoseconds, since this was last called.
    List<Long> takeTurns() {
        var taken = List.copyOf(turns);
        turns.clear();
        return taken;
    }

    void start(int tasks) {
        turn(List.of(new Command.Asked(run(new RunId("run-" + ++runs), tasks))));
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
        long begin = System.nanoTime();
        var released = kernel.turn(all, Instant.now());
        turns.add(System.nanoTime() - begin);
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
        return new Command.Returned(issued, Calls.carryOut(site, issued.call(), SecretStore.none()));
    }

    private static Request.StartRun run(RunId id, int tasks) {
        var work = new WorkSpec(
                Optional.empty(),
                new Program.Command(List.of("true")),
                List.of(),
                List.of(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
        var array = new JobSpec(
                "wide",
                work,
                PolicySpec.NONE,
                Optional.empty(),
                Optional.of(new ArraySpec(1, tasks, Optional.empty())),
                JobNetworkSpec.SHARED,
                false);
        var jobs = new LinkedHashMap<String, JobSpec>();
        jobs.put("wide", array);
        return new Request.StartRun(
                USER,
                id,
                PROJECT,
                Optional.empty(),
                Ordered.none(),
                new WorkflowSpec(
                        FormatVersion.V4, Ordered.none(), false, Ordered.none(), Ordered.none(), jobs, Ordered.none()),
                Optional.empty(),
                Optional.empty(),
                Ordered.none(),
                0);
    }
}

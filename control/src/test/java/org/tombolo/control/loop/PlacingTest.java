package org.tombolo.control.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombolo.control.command.Command;
import org.tombolo.control.door.Request;
import org.tombolo.control.reconcile.Answer;
import org.tombolo.control.reconcile.Call;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.control.views.Views;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Description;
import org.tombolo.engine.Submitted;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Faults;
import org.tombolo.journal.Lease;
import org.tombolo.journal.MemoryJournal;
import org.tombolo.model.AttemptId;
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
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.PortRange;
import org.tombolo.model.work.QueueCapacity;

/// Much work at several sites: who gets what of a turn.
class PlacingTest {
    private static final UserId ME = new UserId("me");
    private static final ProjectId PROJECT = new ProjectId("default");
    private static final SiteId EAST = new SiteId("east");
    private static final SiteId WEST = new SiteId("west");

    private final MemoryJournal journal = new MemoryJournal(new Codec(), Faults.none());
    private final List<Issued> calls = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T06:00:00Z");
    private final Kernel kernel = kernel(journal, now);
    private int runs;
    private List<QueueCapacity> queues = List.of();

    private static Kernel kernel(MemoryJournal journal, Instant now) {
        var able = new LinkedHashMap<SiteId, Capabilities>();
        able.put(EAST, Capabilities.everything());
        able.put(WEST, Capabilities.everything());
        var lease = (Lease.Granted) journal.lead("test", Duration.ofMinutes(1), now);
        return Kernel.recover(journal, lease.epoch(), able);
    }

    private void start(int eastCores, int westCores) {
        turn(
                new Command.Found(new FactoryId("f1"), ME, PROJECT, "t", "00"),
                new Command.Connect(EAST, "hosts", Duration.ofMinutes(10)),
                new Command.Connect(WEST, "hosts", Duration.ofMinutes(10)));
        answer(Call.Describe.class, issued -> described(issued.site().equals(EAST) ? eastCores : westCores));
    }

    private static Answer described(int cores) {
        var host = new HostCapacity(
                "h",
                "127.0.0.1",
                IntStream.range(0, cores).boxed().toList(),
                1L << 30,
                new LinkedHashMap<>(),
                new PortRange(20000, 20009),
                Ordered.none());
        return new Answer.Described(Description.ofHosts(cores == 0 ? List.of() : List.of(host), List.of(), List.of()));
    }

    private void turn(Command... commands) {
        now = now.plusMillis(1);
        calls.addAll(kernel.turn(List.of(commands), now).calls());
    }

    private interface Site {
        Answer answer(Issued issued);
    }

    /// Answers all calls of a kind that are on their way, in one turn.
    private List<Issued> answer(Class<? extends Call> kind, Site site) {
        var answered =
                calls.stream().filter(issued -> kind.isInstance(issued.call())).toList();
        calls.removeAll(answered);
        turn(answered.stream()
                .map(issued -> new Command.Returned(issued, site.answer(issued)))
                .toArray(Command[]::new));
        return answered;
    }

    private static Answer accepted(Issued issued) {
        return new Answer.Submissions(((Call.Submit) issued.call())
                .batch().members().stream()
                        .<Submitted>map(member -> new Submitted.Accepted(member.attempt(), "x"))
                        .toList());
    }

    private static RunId run(Issued issued) {
        return ((Call.Submit) issued.call())
                .batch()
                .members()
                .getFirst()
                .attempt()
                .run();
    }

    private Command array(SiteId site, int tasks) {
        var work = new WorkSpec(
                Optional.empty(),
                new Program.Script("true"),
                List.of(),
                List.of(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
        var jobs = new LinkedHashMap<String, JobSpec>();
        jobs.put(
                "many",
                new JobSpec(
                        "many",
                        work,
                        PolicySpec.NONE,
                        Optional.empty(),
                        Optional.of(new ArraySpec(1, tasks, Optional.empty())),
                        JobNetworkSpec.SHARED,
                        false));
        var workflow = new WorkflowSpec(
                FormatVersion.V4, Ordered.none(), false, Ordered.none(), Ordered.none(), jobs, Ordered.none());
        return new Command.Asked(new Request.StartRun(
                ME,
                new RunId("r" + ++runs),
                PROJECT,
                Optional.empty(),
                Ordered.none(),
                workflow,
                Optional.empty(),
                Optional.of(site),
                Ordered.none(),
                0));
    }

    private int placed(SiteId site) {
        return kernel.state().work().findSite(site).orElseThrow().attempts().size();
    }

    @Test
    void blockedJobsOfOneSiteKeepNothingBackAtAnother() {
        start(1, 1);
        turn(IntStream.range(0, 400).mapToObj(_ -> array(EAST, 1)).toArray(Command[]::new));
        turn(array(WEST, 1));
        assertThat(placed(EAST)).isEqualTo(1);
        assertThat(placed(WEST)).isEqualTo(1);
    }

    @Test
    void aTurnPlacesALimitedNumberAndTheNextOneComesAtOnce() {
        start(2_500, 1);
        turn(array(EAST, 2_500));
        assertThat(placed(EAST)).isEqualTo(1_024);
        assertThat(kernel.wakeAt(now)).isEqualTo(now);
        turn();
        turn();
        assertThat(placed(EAST)).isEqualTo(2_500);
        assertThat(kernel.wakeAt(now)).isAfter(now);
    }

    @Test
    void eachSiteHasItsShareOfATurn() {
        start(2_000, 2_000);
        turn(array(EAST, 2_000), array(WEST, 2_000));
        assertThat(placed(EAST)).isEqualTo(512);
        assertThat(placed(WEST)).isEqualTo(512);
    }

    @Test
    void jobsTakeTurnsInBeingSubmitted() {
        start(10_000, 1);
        turn(IntStream.range(0, 6).mapToObj(_ -> array(EAST, 1_500)).toArray(Command[]::new));
        while (kernel.wakeAt(now).equals(now)) {
            turn();
        }
        var submitted = new LinkedHashSet<RunId>();
        for (int i = 0; i < 3; i++) {
            answer(Call.Submit.class, PlacingTest::accepted).forEach(issued -> submitted.add(run(issued)));
        }
        assertThat(submitted).hasSize(6);
    }

    @Test
    void submitsEachAttemptOnceAndAllOfThem() {
        start(3_000, 1);
        turn(array(EAST, 3_000));
        var all = new ArrayList<AttemptId>();
        for (int i = 0; i < 30; i++) {
            answer(Call.Submit.class, PlacingTest::accepted)
                    .forEach(issued -> ((Call.Submit) issued.call())
                            .batch().members().stream()
                                    .map(Batch.Member::attempt)
                                    .forEach(all::add));
        }
        assertThat(all).hasSize(3_000).doesNotHaveDuplicates();
    }

    @Test
    void whatIsStoppedBeforeItWasSubmittedNeverReachesItsSite() {
        start(3_000, 1);
        turn(array(EAST, 1_000));
        turn(new Command.Asked(
                new Request.StopRun(ME, "q1", new RunId("r1"), Optional.empty(), Duration.ofSeconds(1))));
        while (kernel.wakeAt(now).equals(now)) {
            turn();
        }
        long onTheirWay = calls.stream()
                .filter(issued -> issued.call() instanceof Call.Submit)
                .mapToLong(issued ->
                        ((Call.Submit) issued.call()).batch().members().size())
                .sum();
        var work = kernel.state().work();
        assertThat(work.findSite(EAST).orElseThrow().toSubmit()).hasSize((int) onTheirWay);
        assertThat(onTheirWay).isLessThan(1_000);
        answer(Call.Submit.class, PlacingTest::accepted);
        assertThat(calls).noneMatch(issued -> issued.call() instanceof Call.Submit);
    }

    private void startQueues(int cores) {
        start(0, 1);
        var small = new QueueCapacity("small", 2, 1, 1L << 20, Ordered.none(), Optional.empty(), Ordered.none());
        var large = new QueueCapacity("large", 1, cores, 1L << 30, Ordered.none(), Optional.empty(), Ordered.none());
        queues = List.of(small, large);
        now = now.plus(Duration.ofMinutes(2)); // it is asked again
        turn();
        answer(
                Call.Describe.class,
                issued -> issued.site().equals(EAST)
                        ? new Answer.Described(Description.ofQueues(queues, List.of()))
                        : described(1));
    }

    @Test
    void handsEverythingToASiteWithASchedulerOfItsOwnAndNamesTheFirstQueueThatCanTakeIt() {
        startQueues(4);
        assertThat(kernel.state().work().findSite(EAST).orElseThrow().queues()).isEqualTo(queues);
        turn(array(EAST, 300));
        assertThat(placed(EAST)).isEqualTo(300);
        assertThat(kernel.state().work().findSite(EAST).orElseThrow().attempts())
                .extracting(attempt -> attempt.grant().host())
                .containsOnly("small");
    }

    @Test
    void queuesOutliveARestart() {
        startQueues(4);
        var again = kernel(journal, now.plus(Duration.ofHours(1)));
        assertThat(again.state().work().findSite(EAST).orElseThrow().queues()).isEqualTo(queues);
    }

    @Test
    void runsAreListedFromTheNewestAndFromAnyOrderOn() {
        start(1, 1);
        turn(IntStream.range(0, 5).mapToObj(_ -> array(EAST, 1)).toArray(Command[]::new));
        assertThat(listed(Optional.empty(), 2)).containsExactly("r5", "r4");
        assertThat(listed(Optional.of(4L), 2)).containsExactly("r3", "r2");
        turn(new Command.Asked(
                new Request.StopRun(ME, "q1", new RunId("r4"), Optional.empty(), Duration.ofSeconds(1))));
        assertThat(listed(Optional.of(4L), 2)).containsExactly("r3", "r2"); // though the fourth has left
        assertThat(listed(Optional.empty(), 9)).containsExactly("r5", "r3", "r2", "r1");
    }

    private List<String> listed(Optional<Long> before, int limit) {
        return Views.runs(kernel.state(), 1, List.of(PROJECT), before, limit).stream()
                .map(view -> view.run().id().value())
                .toList();
    }
}

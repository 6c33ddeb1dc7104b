package org.tombolo.control.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tombolo.control.command.Command;
import org.tombolo.control.command.Decision;
import org.tombolo.control.door.Request;
import org.tombolo.control.reconcile.Call;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.control.views.Explain;
import org.tombolo.engine.Capabilities;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Faults;
import org.tombolo.journal.Lease;
import org.tombolo.journal.MemoryJournal;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.FactoryId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.fact.ImagePinned;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.Again;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.CpuSpec;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.RetrySpec;
import org.tombolo.model.spec.ServiceNetworkSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Outcome;
import org.tombolo.model.work.Waits;

class KernelTest {
    private static final UserId ME = new UserId("me");
    private static final ProjectId PROJECT = new ProjectId("default");
    private static final ResourceSpec TWO_CORES = new ResourceSpec(
            new CpuSpec(2, CpuSpec.Affinity.CORE, Optional.empty(), false),
            Optional.empty(),
            Ordered.none(),
            false,
            Ordered.none());
    private static final SiteId SITE = new SiteId("local");

    private final MemoryJournal journal = new MemoryJournal(new Codec(), Faults.none());
    private final ObedientSite site = new ObedientSite(2);
    private Instant now = Instant.parse("2026-11-21T06:00:00Z");
    private Kernel kernel;
    private Optional<Issued> observing = Optional.empty();

    @BeforeEach
    void start() {
        recover();
        turn(
                new Command.Found(new FactoryId("f1"), ME, PROJECT, "t", "00"),
                new Command.Connect(SITE, "hosts", Duration.ofMinutes(10)));
        quiet();
    }

    private void recover() {
        var sites = new LinkedHashMap<SiteId, Capabilities>();
        sites.put(SITE, Capabilities.everything());
        var lease = (Lease.Granted) journal.lead("test", Duration.ofMinutes(1), now);
        kernel = Kernel.recover(journal, lease.epoch(), sites);
    }

    private List<Decision> turn(Command... commands) {
        now = now.plusMillis(1);
        var released = kernel.turn(List.of(commands), now);
        var answers = new ArrayList<Command>();
        for (var issued : released.calls()) {
            if (!(issued.call() instanceof Call.Observe)) {
                answers.add(new Command.Returned(issued, Calls.carryOut(site, issued.call(), _ -> Secrets.NONE)));
            } else {
                observing = Optional.of(issued);
            }
        }
        if (!answers.isEmpty()) {
            turn(answers.toArray(Command[]::new));
        }
        return released.replies();
    }

    /// Lets the site be seen until nothing moves any more.
    private void quiet() {
        for (int i = 0; i < 20; i++) {
            var asked = observing.orElseThrow();
            turn(new Command.Returned(asked, Calls.carryOut(site, asked.call(), _ -> Secrets.NONE)));
            now = now.plusMillis(200); // what has ended is forgotten a little later
            turn();
        }
    }

    private void run(String id, WorkflowSpec workflow) {
        var reply = turn(new Command.Asked(start(id, workflow)));
        assertThat(reply.getFirst()).isInstanceOf(Decision.Write.class);
        quiet();
    }

    private static Request.StartRun start(String id, WorkflowSpec workflow) {
        return new Request.StartRun(
                ME,
                new RunId(id),
                PROJECT,
                Optional.empty(),
                Ordered.none(),
                workflow,
                Optional.empty(),
                Optional.empty(),
                Ordered.none(),
                0);
    }

    private static WorkSpec work(Dependency... on) {
        return work(ResourceSpec.ONE_CORE, on);
    }

    private static WorkSpec work(ResourceSpec resources, Dependency... on) {
        return new WorkSpec(
                Optional.empty(),
                new Program.Script("true"),
                List.of(),
                List.of(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                resources,
                List.of(on));
    }

    private static JobSpec job(String name, Dependency... on) {
        return job(name, ResourceSpec.ONE_CORE, on);
    }

    private static JobSpec job(String name, ResourceSpec resources, Dependency... on) {
        return new JobSpec(
                name,
                work(resources, on),
                PolicySpec.NONE,
                Optional.empty(),
                Optional.empty(),
                JobNetworkSpec.SHARED,
                false);
    }

    private static Dependency on(String name, Dependency.On what) {
        return new Dependency(name, what, Optional.empty());
    }

    private static WorkflowSpec workflow(JobSpec... jobs) {
        return workflow(List.of(), jobs);
    }

    private static WorkflowSpec workflow(List<ServiceSpec> services, JobSpec... jobs) {
        var byName = new LinkedHashMap<String, JobSpec>();
        for (var job : jobs) {
            byName.put(job.name(), job);
        }
        var servicesByName = new LinkedHashMap<String, ServiceSpec>();
        services.forEach(service -> servicesByName.put(service.name(), service));
        return new WorkflowSpec(
                FormatVersion.V4, Ordered.none(), false, Ordered.none(), Ordered.none(), byName, servicesByName);
    }

    private Outcome outcome(String run) {
        return journal.history().run(new RunId(run)).orElseThrow().outcome();
    }

    private void end(String run, String job, int index, int attempt, Cause cause) {
        site.end(AttemptId.of(new RunId(run), job, index, attempt), cause, now);
        quiet();
    }

    @Test
    void runsADiamondInOrder() {
        run(
                "r1",
                workflow(
                        job("a"),
                        job("b", on("a", Dependency.On.FINISHED)),
                        job("c", on("a", Dependency.On.FINISHED)),
                        job("d", on("b", Dependency.On.FINISHED), on("c", Dependency.On.FINISHED))));
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r1/a/0/1");
        end("r1", "a", 0, 1, new Cause.Exit(0));
        assertThat(site.running()).hasSize(2);
        end("r1", "b", 0, 1, new Cause.Exit(0));
        end("r1", "c", 0, 1, new Cause.Exit(0));
        end("r1", "d", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());
        assertThat(journal.history().attempts(new RunId("r1"), Optional.empty(), Optional.empty(), 10))
                .hasSize(4);
    }

    @Test
    void skipsWhatDependsOnAFailureAndSucceedsWhenSomebodyDealtWithIt() {
        run(
                "r1",
                workflow(
                        job("a"),
                        job("b", on("a", Dependency.On.FINISHED)),
                        job("mend", on("a", Dependency.On.FAILED))));
        end("r1", "a", 0, 1, new Cause.Exit(3));
        end("r1", "mend", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());
        var jobs = journal.history().run(new RunId("r1")).orElseThrow().jobs();
        assertThat(jobs.get(1).outcome()).isEqualTo(new Outcome.Skipped("a failed: exit code 3"));
    }

    @Test
    void neverGivesMoreCoresThanThereAre() {
        var array = new JobSpec(
                "many",
                work(),
                PolicySpec.NONE,
                Optional.empty(),
                Optional.of(new ArraySpec(1, 5, Optional.empty())),
                JobNetworkSpec.SHARED,
                false);
        run("r1", workflow(array));
        assertThat(site.running()).hasSize(2);
        for (int i = 1; i <= 5; i++) {
            end("r1", "many", i, 1, new Cause.Exit(0));
        }
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void explainsWhatASiteThatHasTheWorkLetsItWaitFor() {
        site.hold(new Waits("somebody holds it (JobHeldUser)", Optional.of("scontrol release x")));
        run("r1", workflow(job("a")));
        var explained = Explain.run(
                kernel.state(), kernel.state().work().findRun(new RunId("r1")).orElseThrow());
        assertThat(explained).singleElement().satisfies(job -> {
            assertThat(job.word()).isEqualTo("queued");
            assertThat(job.reason())
                    .startsWith("waits as job x at site local")
                    .endsWith("somebody holds it (JobHeldUser)");
            assertThat(job.remedy()).contains("scontrol release x");
        });
        site.ready(AttemptId.of(new RunId("r1"), "a", 0, 1), now);
        quiet();
        assertThat(Explain.run(
                        kernel.state(),
                        kernel.state().work().findRun(new RunId("r1")).orElseThrow()))
                .singleElement()
                .satisfies(job -> assertThat(job.reason()).doesNotContain("holds"));
    }

    @Test
    void triesAgainAsOftenAsTheFileSays() {
        var retry = new RetrySpec(3, Duration.ofMillis(10), Duration.ofSeconds(1), List.of(), 1.0);
        var flaky = new JobSpec(
                "flaky",
                work(),
                new PolicySpec(Optional.empty(), Optional.empty(), retry),
                Optional.empty(),
                Optional.empty(),
                JobNetworkSpec.SHARED,
                false);
        run("r1", workflow(flaky));
        end("r1", "flaky", 0, 1, new Cause.Exit(1));
        end("r1", "flaky", 0, 2, new Cause.Exit(1));
        assertThat(site.running()).extracting(AttemptId::attempt).containsExactly(3);
        end("r1", "flaky", 0, 3, new Cause.Exit(1));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Failed("flaky failed: exit code 1"));
    }

    @Test
    void findsWhatItSubmittedBeforeACrashAndDoesNotSubmitItAgain() {
        run("r1", workflow(job("a")));
        assertThat(site.submitted).hasSize(1);
        recover();
        turn();
        quiet();
        assertThat(site.submitted).hasSize(1);
        end("r1", "a", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void stopsAServiceThatNobodyNeedsAnyMore() {
        run("r1", workflow(List.of(service("s")), job("a", on("s", Dependency.On.RUNNING))));
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r1/s/0/1");
        site.ready(AttemptId.of(new RunId("r1"), "s", 0, 1), now);
        quiet();
        assertThat(site.running()).hasSize(2);
        end("r1", "a", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());
        assertThat(site.running()).isEmpty();
    }

    @Test
    void skipsAServiceThatNobodyWillNeedBeforeItStarts() {
        var late = service("late", on("s", Dependency.On.RUNNING));
        run("r1", workflow(List.of(service("s"), late), job("a")));
        end("r1", "a", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());
        assertThat(journal.history().run(new RunId("r1")).orElseThrow().jobs())
                .filteredOn(job -> job.name().equals("late"))
                .singleElement()
                .satisfies(
                        job -> assertThat(job.outcome()).isEqualTo(new Outcome.Skipped("nothing needs it any more")));
    }

    private void rerun(String id, String of, Request.Keep keep) {
        var before = journal.history().run(new RunId(of)).orElseThrow();
        var reply = turn(new Command.Asked(new Request.Rerun(ME, new RunId(id), before, keep, Optional.empty())));
        assertThat(reply.getFirst()).isInstanceOf(Decision.Write.class);
        quiet();
    }

    private Outcome outcome(String run, String job) {
        return journal.history().run(new RunId(run)).orElseThrow().jobs().stream()
                .filter(each -> each.name().equals(job))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    @Test
    void runsOnlyWhatFailedAndWhatWaitsForItAgainAndKeepsTheRest() {
        run(
                "r1",
                workflow(
                        List.of(service("s")),
                        job("a", on("s", Dependency.On.RUNNING)),
                        job("b", on("a", Dependency.On.FINISHED)),
                        job("c", on("b", Dependency.On.FINISHED))));
        ready("r1", "s");
        end("r1", "a", 0, 1, new Cause.Exit(0));
        end("r1", "b", 0, 1, new Cause.Exit(3));
        assertThat(outcome("r1", "c")).isEqualTo(new Outcome.Skipped("b failed: exit code 3"));

        rerun("r2", "r1", Request.Keep.SUCCEEDED);

        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r2/b/0/1");
        end("r2", "b", 0, 1, new Cause.Exit(0));
        end("r2", "c", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r2")).isEqualTo(new Outcome.Succeeded());
        assertThat(outcome("r2", "a")).isEqualTo(new Outcome.Kept(new RunId("r1")));
        assertThat(outcome("r2", "s")).isEqualTo(new Outcome.Skipped("nothing needs it any more"));

        rerun("r3", "r2", Request.Keep.UNCHANGED);

        assertThat(outcome("r3")).isEqualTo(new Outcome.Succeeded());
        assertThat(journal.history().run(new RunId("r3")).orElseThrow().jobs())
                .filteredOn(each -> !each.name().equals("s"))
                .extracting(each -> each.outcome())
                .containsOnly(new Outcome.Kept(new RunId("r2")));
        rerun("r4", "r2", Request.Keep.NOTHING);
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r4/s/0/1");
    }

    @Test
    void runsWhatReadsAnotherMachinesFilesAgainUnlessItsAuthorSaysThatTheyStay() {
        run("r1", staged());
        end("r1", "in:changes", 0, 1, new Cause.Exit(0));
        end("r1", "in:stays", 0, 1, new Cause.Exit(0));
        end("r1", "reads-changes", 0, 1, new Cause.Exit(0));
        end("r1", "reads-stays", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());

        rerun("r2", "r1", Request.Keep.UNCHANGED);

        assertThat(site.running())
                .extracting(AttemptId::toString)
                .containsExactlyInAnyOrder("r2/in:changes/0/1", "r2/in:stays/0/1");
        var spec = journal.history().run(new RunId("r1")).orElseThrow().run().workflow();
        end("r2", "in:stays", 0, 1, new Cause.Exit(0));
        end("r2", "in:changes", 0, 1, new Cause.Exit(0));
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r2/reads-changes/0/1");
        end("r2", "reads-changes", 0, 1, new Cause.Exit(0));
        var second = journal.history().run(new RunId("r2")).orElseThrow().run();
        assertThat(second.workflow().volumes().values())
                .filteredOn(volume -> volume.name().equals("stays"))
                .flatExtracting(VolumeSpec::ingress)
                .extracting(Again::source)
                .containsExactly(Optional.of(new VolumeId.OfRun(new RunId("r1"), "stays")));
        assertThat(second.again().orElseThrow().original(second.workflow())).isEqualTo(spec);
    }

    @Test
    void refusesToKeepResultsThatAreGone() {
        run("r1", staged());
        for (var job : List.of("in:changes", "in:stays", "reads-changes", "reads-stays")) {
            end("r1", job, 0, 1, new Cause.Exit(0));
        }
        now = now.plus(Duration.ofHours(25));
        turn();
        quiet();
        var before = journal.history().run(new RunId("r1")).orElseThrow();

        var reply = turn(new Command.Asked(
                new Request.Rerun(ME, new RunId("r2"), before, Request.Keep.UNCHANGED, Optional.empty())));

        assertThat(((Decision.Refuse) reply.getFirst()).why())
                .contains("run r1: its volume \"stays\" is gone", "tombolo rerun r1 --all");
        rerun("r3", "r1", Request.Keep.NOTHING);
        assertThat(site.running()).hasSize(2);
    }

    /// Two volumes that are filled from elsewhere, each with a job that reads it.
    private static WorkflowSpec staged() {
        var volumes = new LinkedHashMap<String, VolumeSpec>();
        var jobs = new LinkedHashMap<String, JobSpec>();
        for (var name : List.of("changes", "stays")) {
            var page = UriSpec.of("https://host/" + name);
            var cache = name.equals("stays") ? UriSpec.Cache.ONCE : UriSpec.Cache.CHANGED;
            var source = new UriSpec(
                    page.uri(), page.secret(), page.secrets(), page.decryptionSecret(), cache, page.cacheTtl());
            volumes.put(
                    name,
                    new VolumeSpec(
                            name,
                            new VolumeSpec.Use.Ephemeral(),
                            Optional.empty(),
                            Ordered.none(),
                            List.of(new TransferSpec(source, UriSpec.of("file://in"), Optional.empty())),
                            List.of()));
            var mounts = new LinkedHashMap<String, MountSpec>();
            mounts.put("/data", new MountSpec(name, false));
            var plain = work();
            jobs.put(
                    "reads-" + name,
                    new JobSpec(
                            "reads-" + name,
                            new WorkSpec(
                                    plain.image(),
                                    plain.program(),
                                    plain.args(),
                                    plain.env(),
                                    plain.cwd(),
                                    mounts,
                                    plain.files(),
                                    plain.resources(),
                                    plain.dependsOn()),
                            PolicySpec.NONE,
                            Optional.empty(),
                            Optional.empty(),
                            JobNetworkSpec.SHARED,
                            false));
        }
        return new WorkflowSpec(FormatVersion.V4, Ordered.none(), false, Ordered.none(), volumes, jobs, Ordered.none());
    }

    private static ServiceSpec service(String name, Dependency... on) {
        return new ServiceSpec(
                name,
                work(on),
                PolicySpec.NONE,
                Optional.empty(),
                ServiceNetworkSpec.NONE,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private void ready(String run, String service) {
        site.ready(AttemptId.of(new RunId(run), service, 0, 1), now);
        quiet();
    }

    @Test
    void anObservationThatComesASecondTimeTurnsNothingBack() {
        run("r1", workflow(List.of(service("s")), job("a", on("s", Dependency.On.RUNNING))));
        var asked = observing.orElseThrow();
        var first = new Command.Returned(asked, Calls.carryOut(site, asked.call(), _ -> Secrets.NONE));
        turn(first);
        ready("r1", "s");
        var service = AttemptId.of(new RunId("r1"), "s", 0, 1);
        assertThat(kernel.state().attempt(service).orElseThrow().isReady()).isTrue();

        turn(first);

        assertThat(kernel.state().attempt(service).orElseThrow().isReady()).isTrue();
    }

    @Test
    void servicesOfTwoRunsDoNotTakeTheRoomThatTheirJobsWaitFor() {
        var workflow = workflow(List.of(service("s")), job("a", on("s", Dependency.On.RUNNING)));
        run("r1", workflow);
        run("r2", workflow);
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r1/s/0/1");
        ready("r1", "s");
        end("r1", "a", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r2/s/0/1");
        ready("r2", "s");
        end("r2", "a", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r2")).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void servicesOfOneRunStartOneAfterTheOtherWhereTheirJobsNeedTheRoom() {
        run(
                "r1",
                workflow(
                        List.of(service("s"), service("t")),
                        job("a", on("s", Dependency.On.RUNNING)),
                        job("b", on("t", Dependency.On.RUNNING))));
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r1/s/0/1");
        ready("r1", "s");
        end("r1", "a", 0, 1, new Cause.Exit(0));
        ready("r1", "t");
        end("r1", "b", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void refusesARunThatNeedsMoreAtTheSameTimeThanItsSiteHas() {
        var workflow = workflow(List.of(service("s")), job("a", TWO_CORES, on("s", Dependency.On.RUNNING)));
        var reply = turn(new Command.Asked(start("r1", workflow)));
        assertThat(reply.getFirst().toString()).contains("s: site local has not room enough for its services");
    }

    @Test
    void aServiceWhoseJobsHaveNoRoomAtItsSiteAnyMoreFailsBeforeItTakesAnything() {
        site.cores(3);
        describedAgain();
        run(
                "r1",
                workflow(
                        List.of(service("s", on("first", Dependency.On.FINISHED))),
                        job("first"),
                        job("a", TWO_CORES, on("s", Dependency.On.RUNNING))));
        site.cores(2);
        describedAgain();
        end("r1", "first", 0, 1, new Cause.Exit(0));
        assertThat(site.submitted).hasSize(1);
        assertThat(outcome("r1").toString()).contains("s failed", "site local has not room enough");
    }

    private void describedAgain() {
        now = now.plusSeconds(61);
        quiet();
    }

    @Test
    void whatFitsOnceJobsHaveEndedIsNotPassedByLaterOnes() {
        run("r1", workflow(job("a")));
        run("r2", workflow(job("both", TWO_CORES)));
        run("r3", workflow(job("small")));
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r1/a/0/1");
        end("r1", "a", 0, 1, new Cause.Exit(0));
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r2/both/0/1");
    }

    @Test
    void whatAServiceWaitsForGoesAheadOfWhatWaitsForTheService() {
        run(
                "r1",
                workflow(
                        List.of(service("s")),
                        job("a"),
                        job("big", TWO_CORES, on("a", Dependency.On.FINISHED)),
                        job("b", on("s", Dependency.On.RUNNING))));
        end("r1", "a", 0, 1, new Cause.Exit(0));
        site.ready(AttemptId.of(new RunId("r1"), "s", 0, 1), now);
        quiet();
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r1/b/0/1", "r1/s/0/1");
        end("r1", "b", 0, 1, new Cause.Exit(0));
        assertThat(site.running()).extracting(AttemptId::toString).containsExactly("r1/big/0/1");
        end("r1", "big", 0, 1, new Cause.Exit(0));
        assertThat(outcome("r1")).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void answersARepeatedRequestAsTheFirstTime() {
        var start = start("r1", workflow(job("a")));
        var first = turn(new Command.Asked(start));
        var second = turn(new Command.Asked(start));
        assertThat(second).isEqualTo(List.of(Decision.write("r1")));
        assertThat(((Decision.Write) first.getFirst()).answer()).isEqualTo("r1");
        quiet();
        assertThat(site.submitted).hasSize(1);
    }

    private static JobSpec restartable(String name) {
        var policy = new PolicySpec(Optional.empty(), Optional.of(PolicySpec.Restart.ON_NODE_FAULT), RetrySpec.NEVER);
        return new JobSpec(name, work(), policy, Optional.empty(), Optional.empty(), JobNetworkSpec.SHARED, false);
    }

    private Attempt attempt(String id) {
        return kernel.state().attempt(AttemptId.parse(id)).orElseThrow();
    }

    private void silentFor(Duration time) {
        site.die();
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(5)) {
            now = now.plusSeconds(5);
            quiet();
        }
    }

    @Test
    void aSilentSiteEndsNothingByItself() {
        run("r1", workflow(job("a"), restartable("b")));
        silentFor(Duration.ofMinutes(2));
        assertThat(attempt("r1/a/0/1").isActive()).isTrue();
        assertThat(attempt("r1/b/0/1").isActive()).isTrue();
        assertThat(kernel.state().work().findSite(SITE).orElseThrow().site().silentSince())
                .isPresent();
    }

    @Test
    void givesUpOnlyWhatMayRestartAndStopsItWhenTheSiteReturns() {
        run("r1", workflow(job("a"), restartable("b")));
        silentFor(Duration.ofMinutes(12));
        assertThat(attempt("r1/a/0/1").isActive()).isTrue();
        assertThat(attempt("r1/b/0/1").state())
                .isInstanceOfSatisfying(
                        AttemptState.Ended.class,
                        ended -> assertThat(ended.fenced()).isTrue());
        site.comeBack();
        now = now.plusSeconds(20);
        quiet();
        quiet();
        assertThat(site.running()).extracting(AttemptId::toString).containsExactlyInAnyOrder("r1/a/0/1", "r1/b/0/2");
    }

    @Test
    void doesNotTakeTheEndBeforeARequeueForTheEndOfWhatItGaveUp() {
        run("r1", workflow(restartable("b")));
        silentFor(Duration.ofMinutes(12));
        var first = AttemptId.parse("r1/b/0/1");
        site.requeue(first, now);
        site.comeBack();
        now = now.plusSeconds(20);
        quiet();
        quiet();
        assertThat(site.running()).contains(first);
        assertThat(kernel.state().attempt(first)).isPresent();
    }

    @Test
    void neverReplacesWhatIsPendingAtASilentSite() {
        site.die();
        run("r1", workflow(restartable("a")));
        silentFor(Duration.ofMinutes(12));
        assertThat(attempt("r1/a/0/1").isActive()).isTrue();
    }

    @Test
    void aSiteThatLeftTheSettingsIsSilentAndGetsNothingNew() {
        run("r1", workflow(job("a")));
        var lease = (Lease.Granted) journal.lead("test", Duration.ofMinutes(1), now);
        kernel = Kernel.recover(journal, lease.epoch(), new LinkedHashMap<>());
        turn();
        turn();
        assertThat(kernel.state().work().findSite(SITE).orElseThrow().site().silentSince())
                .isPresent();
        var reply = turn(new Command.Asked(start("r2", workflow(job("a")))));
        assertThat(reply.getFirst())
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refused -> assertThat(refused.why()).contains("settings"));
    }

    private static final String IMAGE = "docker://registry.example.org/app:1";

    private static Digest digest(char each) {
        return new Digest("sha256:" + String.valueOf(each).repeat(64));
    }

    private static JobSpec contained(String name, int attempts, Dependency... on) {
        var plain = work(on);
        var work = new WorkSpec(
                Optional.of(new ImageSpec(UriSpec.of(IMAGE))),
                plain.program(),
                plain.args(),
                plain.env(),
                plain.cwd(),
                plain.mounts(),
                plain.files(),
                plain.resources(),
                plain.dependsOn());
        var retry = new RetrySpec(attempts, Duration.ZERO, Duration.ZERO, List.of(), 1.0);
        return new JobSpec(
                name,
                work,
                new PolicySpec(Optional.empty(), Optional.empty(), retry),
                Optional.empty(),
                Optional.empty(),
                JobNetworkSpec.SHARED,
                false);
    }

    @Test
    void whatAnImageMeantAtFirstItMeansForAllOfTheRunThoughTheServerStartsAgain() {
        run("r1", workflow(contained("a", 2), contained("b", 1, on("a", Dependency.On.FINISHED))));
        var first = AttemptId.parse("r1/a/0/1");
        assertThat(site.pinned.get(first)).isEmpty();
        site.fetched(first, digest('1'));
        quiet();
        end("r1", "a", 0, 1, new Cause.Exit(1));
        recover();
        turn();
        quiet();
        var second = AttemptId.parse("r1/a/0/2");
        assertThat(site.pinned.get(second)).contains(digest('1'));
        site.fetched(second, digest('2')); // whatever a site says later
        quiet();
        end("r1", "a", 0, 2, new Cause.Exit(0));
        assertThat(site.pinned.get(AttemptId.parse("r1/b/0/1"))).contains(digest('1'));
        end("r1", "b", 0, 1, new Cause.Exit(0));
        var ended = journal.history().run(new RunId("r1")).orElseThrow().run();
        assertThat(ended.images()).containsExactly(entry(IMAGE, digest('1')));
        run("r2", workflow(contained("a", 1)));
        assertThat(site.pinned.get(AttemptId.parse("r2/a/0/1"))).isEmpty();
    }

    @Test
    void anImageThatTwoJobsFetchedAtOnceIsWrittenDownOnce() {
        run("r1", workflow(contained("a", 1), contained("b", 1)));
        site.fetched(AttemptId.parse("r1/a/0/1"), digest('1'));
        site.fetched(AttemptId.parse("r1/b/0/1"), digest('2'));
        quiet();
        assertThat(kernel.state()
                        .work()
                        .findRun(new RunId("r1"))
                        .orElseThrow()
                        .run()
                        .images())
                .containsExactly(entry(IMAGE, digest('1')));
        var told = new ArrayList<ImagePinned>();
        journal.read(0, (_, fact) -> {
            if (fact instanceof ImagePinned pin) {
                told.add(pin);
            }
        });
        assertThat(told).containsExactly(new ImagePinned(new RunId("r1"), IMAGE, digest('1')));
    }
}

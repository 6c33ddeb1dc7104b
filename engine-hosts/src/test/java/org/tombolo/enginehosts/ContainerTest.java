package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tombolo.enginehosts.TestingMachine.await;
import static org.tombolo.enginehosts.TestingMachine.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.ServiceNetworkSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;

/// What an attempt in a container is given, the same by every runtime. With real runtimes, as root and as an ordinary
/// user.
@Tag("containers")
class ContainerTest {
    @TempDir
    Path folder;

    private TestingMachine machine;

    @BeforeEach
    void open() {
        assertThat(TestingImage.isPossible()).as("busybox-static is installed").isTrue();
        machine = TestingMachine.of(folder, ContainerRuntime.BUBBLEWRAP);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void open(ContainerRuntime runtime) {
        machine.close();
        machine = TestingMachine.of(folder, runtime);
    }

    private WorkSpec in(TestingImage image, Program program) {
        return in(image, program, List.of(), Optional.empty(), Map.of(), Map.of());
    }

    private WorkSpec in(
            TestingImage image,
            Program program,
            List<String> args,
            Optional<String> cwd,
            Map<String, MountSpec> mounts,
            Map<String, FileSpec> files) {
        var archive = folder.resolve("image.tar");
        image.write(archive);
        return new WorkSpec(
                Optional.of(new ImageSpec(UriSpec.of("oci-archive:" + archive))),
                program,
                args,
                List.of(),
                cwd,
                new LinkedHashMap<>(mounts),
                new LinkedHashMap<>(files),
                ResourceSpec.ONE_CORE,
                List.of());
    }

    private String output(WorkSpec work) {
        var id = machine.submit(job("inside", work));
        var end = machine.end(id);
        assertThat(end.cause()).as(machine.err(id)).isEqualTo(new Cause.Exit(0));
        return machine.out(id);
    }

    private static ServiceSpec service(WorkSpec work, List<String> asked) {
        var action = new ProbeSpec.Action.Exec(asked);
        return new ServiceSpec(
                "asked",
                work,
                PolicySpec.NONE,
                Optional.empty(),
                new ServiceNetworkSpec(false, List.of(), List.of()),
                Optional.of(new ProbeSpec(action, Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(5), 1, 2)),
                false,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static Program.Script script(String text) {
        return new Program.Script(text);
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void runsAScriptInTheImageWithTheEnvironmentOfBoth(ContainerRuntime runtime) {
        open(runtime);
        assertThat(output(in(
                        TestingImage.busybox(),
                        script("echo $GREETING $WORD; echo $PATH; pwd; test -e /usr/bin/env || echo no env; ls /"))))
                .startsWith("hello a 'quoted' word\n/usr/bin:/bin\n/\nno env\nbin\ndata\ndev\netc\n")
                .doesNotContain("work\n", "home/");
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void startsWhatTheImageNamesAndGivesItTheArguments(ContainerRuntime runtime) {
        open(runtime);
        var config = "\"Entrypoint\":[\"/bin/busybox\",\"echo\"],\"Cmd\":[\"by\",\"default\"]";
        assertThat(output(in(TestingImage.busybox().config(config), new Program.ImageDefault())))
                .isEqualTo("by default\n");
        open(runtime);
        assertThat(output(in(
                        TestingImage.busybox().config(config),
                        new Program.ImageDefault(),
                        List.of("$WORD"),
                        Optional.empty(),
                        Map.of(),
                        Map.of())))
                .isEqualTo("$WORD\n");
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void aCommandReplacesTheEntryPointAndFindsItsProgramInTheImage(ContainerRuntime runtime) {
        open(runtime);
        assertThat(output(in(
                        TestingImage.busybox().config("\"Entrypoint\":[\"/bin/false\"],\"Env\":[\"PATH=/bin\"]"),
                        new Program.Command(List.of("busybox", "echo", "${WORD}s", "$NOT")))))
                .isEqualTo("a 'quoted' words $NOT\n");
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void startsInTheImagesFolderAsTheImagesUser(ContainerRuntime runtime) {
        open(runtime);
        assertThat(output(in(
                        TestingImage.busybox().config("\"WorkingDir\":\"/srv/app\",\"User\":\"app\""),
                        script("pwd; id -u; id -g; id -un; echo $HOME $USER"))))
                .isEqualTo("/srv/app\n1234\n5678\napp\n/home/app app\n");
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void makesTheFolderOfCwdAndIsAtHomeThere(ContainerRuntime runtime) {
        open(runtime);
        assertThat(output(in(
                        TestingImage.busybox(),
                        script("pwd; echo $HOME; touch here && ls; grep -c :/made/for/it: /etc/passwd"),
                        List.of(),
                        Optional.of("/made/for/it"),
                        Map.of(),
                        Map.of())))
                .isEqualTo("/made/for/it\n/made/for/it\nhere\n1\n");
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void mountsVolumesAndFilesThroughLinksOfTheImageAndSomeReadOnly(ContainerRuntime runtime) {
        open(runtime);
        assertThat(output(in(
                        TestingImage.busybox(),
                        script("""
                                echo kept > /data/file
                                cat /mnt/data/file /other/file
                                { echo no > /other/file; } 2>/dev/null || echo read-only
                                cat "/opt/a b/file"; echo more >> "/opt/a b/file"; cat "/opt/a b/file"
                                """),
                        List.of(),
                        Optional.empty(),
                        Map.of("/data", new MountSpec("data", false), "/other", new MountSpec("data", true)),
                        Map.of("/opt/a b/file", new FileSpec.Inline("inline\n")))))
                .isEqualTo("kept\nkept\nread-only\ninline\ninline\nmore\n");
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void whatItWritesIsItsOwnAndTheImageStaysAsItIs(ContainerRuntime runtime) throws Exception {
        open(runtime);
        var work = in(
                TestingImage.busybox(),
                script(
                        "rm /etc/group /bin/nc; echo x > /bin/new; echo t > /tmp/mine; ls /bin/new /tmp/mine; test ! -e /bin/nc"));
        assertThat(output(work)).isEqualTo("/bin/new\n/tmp/mine\n");
        var id = machine.submit(job(
                "again",
                in(
                        TestingImage.busybox(),
                        script("ls /bin/nc; test ! -e /bin/new; test ! -e /tmp/mine; ls /etc/group"))));
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.Exit(0));
        assertThat(machine.out(id)).isEqualTo("/bin/nc\n/etc/group\n");
        assertThat(Path.of("/tmp/mine")).doesNotExist();
        machine.engine.forget(List.of(id));
        try (var left = Files.list(folder.resolve("agent/scratch"))) {
            assertThat(left.map(each -> each.getFileName().toString())).noneMatch(name -> name.contains("again"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void tellsExitCodesAndSignals(ContainerRuntime runtime) {
        open(runtime);
        var seven = machine.submit(job("seven", in(TestingImage.busybox(), script("exit 7"))));
        assertThat(machine.end(seven).cause()).isEqualTo(new Cause.Exit(7));
        var killed = machine.submit(job("killed", in(TestingImage.busybox(), script("kill -9 $$"))));
        assertThat(machine.end(killed).cause()).isEqualTo(new Cause.Signal(9));
        var absent = machine.submit(
                job("absent", in(TestingImage.busybox(), new Program.Command(List.of("no-such-program")))));
        assertThat(machine.end(absent).cause()).isInstanceOf(Cause.Exit.class).isNotEqualTo(new Cause.Exit(0));
        assertThat(machine.err(absent)).containsAnyOf("no-such-program", "No such file or directory");
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void stopAsksTheWorkItselfAndThenKillsTheWholeTree(ContainerRuntime runtime) {
        open(runtime);
        var work = in(
                TestingImage.busybox(),
                script("trap 'echo asked; exit 3' TERM; sleep 1000 & sleep 1001 & echo up; while :; do wait; done"));
        var id = machine.submit(job("polite", work));
        await(() -> machine.out(id).contains("up"));
        machine.engine.stop(List.of(new StopOrder(id, Duration.ofSeconds(30))));
        assertThat(machine.end(id).cause()).isInstanceOf(Cause.Stopped.class);
        assertThat(machine.out(id)).isEqualTo("up\nasked\n");
        await(() -> !isRunning("sleep 1000") && !isRunning("sleep 1001"));

        var deaf = machine.submit(job(
                "deaf",
                in(TestingImage.busybox(), script("trap '' TERM; sleep 2000 & echo up; while :; do wait; done"))));
        await(() -> machine.out(deaf).contains("up"));
        machine.engine.stop(List.of(new StopOrder(deaf, Duration.ofMillis(300))));
        machine.end(deaf);
        await(() -> !isRunning("sleep 2000"));
    }

    private static boolean isRunning(String command) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.endsWith(command));
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void anotherAgentFindsWhatRunsAndWhatWaitedForItsImage(ContainerRuntime runtime) throws Exception {
        open(runtime);
        var id = machine.submit(job(
                "outlives",
                in(
                        TestingImage.busybox(),
                        script("echo up; while test ! -e /data/go; do sleep 0.1; done; echo on"),
                        List.of(),
                        Optional.empty(),
                        Map.of("/data", new MountSpec("data", false)),
                        Map.of())));
        await(() -> machine.out(id).contains("up"));
        machine.reopen(machine.settings());
        try (var all = Files.walk(folder.resolve("agent/volumes"))) {
            Files.createFile(all.filter(each -> each.endsWith("data"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("go"));
        }
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.Exit(0));
        assertThat(machine.out(id)).isEqualTo("up\non\n");
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void variablesForTheLoaderReachTheWorkAndNotTheRuntime(ContainerRuntime runtime) {
        open(runtime);
        var config = "\"Env\":[\"PATH=/bin\",\"LD_PRELOAD=/no/such.so\",\"H=h\",\"C=c\",\"label=l\",\"with.dot=d\"]";
        var id = machine.submit(
                job("loader", in(TestingImage.busybox().config(config), new Program.Command(List.of("env")))));
        machine.end(id);
        assertThat(machine.err(id)).isEmpty();
        assertThat(machine.out(id).lines())
                .contains("C=c", "H=h", "LD_PRELOAD=/no/such.so", "label=l", "with.dot=d")
                .noneMatch(line -> line.startsWith("TOMBOLO_MONITOR"));
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void sharesTheMachinesNetworkAndHasTheDevicesThatEveryProgramNeeds(ContainerRuntime runtime) {
        open(runtime);
        assertThat(
                        output(
                                in(
                                        TestingImage.busybox(),
                                        script(
                                                "echo x > /dev/null; head -c 3 /dev/zero | wc -c; head -c 2 /dev/urandom | wc -c; echo y > /dev/shm/y && cat /dev/shm/y; rm /dev/shm/y; grep -c lo: /proc/net/dev; cat /etc/hosts | wc -c"))))
                .startsWith("3\n2\ny\n1\n");
    }

    @Test
    void whatTheRunSaysThatTheImageMeansIsRunThoughAllOthersHaveLeft() {
        var shows = new Program.Command(List.of("/bin/busybox", "cat", "/file"));
        var first = machine.submit(job(
                "inside",
                in(TestingImage.busybox().layer(layer -> layer.file("file", 0644, TestingImage.text("one"))), shows)));
        machine.end(first);
        assertThat(machine.out(first)).isEqualTo("one");
        var meant = machine.image(first).orElseThrow();
        assertThat(machine.stages(first)).contains(" is " + meant, "fetched: ", "unpacked", "bubblewrap runs it");
        machine.engine.forget(List.of(first));

        var moved = job(
                "inside",
                in(TestingImage.busybox().layer(layer -> layer.file("file", 0644, TestingImage.text("two"))), shows));
        var pinned = machine.submit(moved, 2, meant);
        machine.end(pinned);
        assertThat(machine.out(pinned)).isEqualTo("one");
        assertThat(machine.image(pinned)).contains(meant);
        assertThat(machine.stages(pinned)).contains(meant + " for this run", "it is on this machine");
        machine.engine.forget(List.of(pinned));

        var other = machine.submit(moved);
        machine.end(other);
        assertThat(machine.out(other)).as("nobody said what it means").isEqualTo("two");
        assertThat(machine.image(other)).isPresent().isNotEqualTo(Optional.of(meant));
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void hasTheMemoryOfItsAttemptAndNotMore(ContainerRuntime runtime) {
        open(runtime);
        assumeThat(machine.engine.describe().facts()).anyMatch(fact -> fact.startsWith("control groups"));
        var greedy = new Program.Command(List.of("dd", "if=/dev/zero", "of=/dev/null", "bs=512M", "count=1"));
        var memory = 192L << 20;
        var id = machine.submit(job("greedy", in(TestingImage.busybox(), greedy)), memory, Optional.empty(), Map.of());
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.OutOfMemory(memory));
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void aCommandIsAskedInsideTheContainer(ContainerRuntime runtime) {
        open(runtime);
        var work = in(TestingImage.busybox(), script("sleep 0.2; echo > /only-inside; sleep 60"));
        var id = machine.submit(service(work, List.of("/bin/test", "-e", "/only-inside")));
        await(() -> machine.state(id)
                .filter(state -> state instanceof Seen.State.Running running && running.ready())
                .isPresent());
        assertThat(Path.of("/only-inside")).doesNotExist();
        machine.engine.stop(List.of(new StopOrder(id, Duration.ZERO)));
        machine.end(id);
    }
}

package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tombolo.enginehosts.TestingMachine.DATA;
import static org.tombolo.enginehosts.TestingMachine.await;
import static org.tombolo.enginehosts.TestingMachine.job;
import static org.tombolo.enginehosts.TestingMachine.placed;
import static org.tombolo.enginehosts.TestingMachine.script;
import static org.tombolo.enginehosts.TestingMachine.work;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.agent.AgentSettings;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ServiceNetworkSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;

/// What a host process is given, and what becomes of it. On the real machine, as root and as an ordinary user.
@Tag("slow")
class HostProcessTest {
    @TempDir
    Path folder;

    private TestingMachine machine;

    @BeforeEach
    void open() {
        machine = TestingMachine.of(folder, HostsSettings.LOCAL.withLogLimit(1L << 20));
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void expandsInACommandWhatTheEnvironmentHasAndLeavesTheRest() {
        var id = machine.submit(job(
                "words", work(new Program.Command(List.of("printf", "%s|", "$WORD", "${WORD}s", "$NOT", "$$ 'x'")))));
        machine.end(id);
        assertThat(machine.out(id)).isEqualTo("a 'quoted' word|a 'quoted' words|$NOT|$$ 'x'|");
    }

    @Test
    void runsAScriptByItsFirstLine() {
        var id = machine.submit(job("sed", script("#!/bin/sed -n 2p\nsecond line\n")));
        machine.end(id);
        var other = machine.submit(job("cat", work(new Program.Script("#! /bin/cat\nsaid by cat\n"))));
        machine.end(other);
        assertThat(machine.out(other)).isEqualTo("#! /bin/cat\nsaid by cat\n");
    }

    @Test
    void startsInAScratchFolderOfItsOwnWithACleanEnvironment() {
        var id = machine.submit(job("clean", script("pwd; ls -A; env | sort | grep -v '^PWD='")));
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.Exit(0));
        assertThat(machine.out(id).lines().findFirst().orElseThrow())
                .startsWith(folder.resolve("agent/scratch").toString());
        assertThat(machine.out(id))
                .contains("WORD=a 'quoted' word", "PATH=", "HOME=", "TOMBOLO_ATTEMPT=fac-")
                .doesNotContain("JAVA", "TOMBOLO_SHELL");
    }

    @Test
    void showsNobodyWhatAnotherLeftInItsScratchFolder() throws IOException {
        var untidy = List.of(
                "echo x > left",
                "echo x > .left; touch -d 2001-02-03 .",
                "mkdir -p deep/er; touch -d 1990-02-03 .",
                "rm -r \"$PWD\"",
                "cd ..; rmdir \"$OLDPWD\"; ln -s / \"$OLDPWD\"",
                "chmod 500 .",
                "touch '*'; rm '*'");
        for (int i = 0; i < untidy.size(); i++) {
            machine.end(machine.submit(job("untidy-" + i, script(untidy.get(i)))));
            var next = machine.submit(job("next-" + i, script("ls -A; touch mine && ls -A")));
            assertThat(machine.end(next).cause()).as(untidy.get(i)).isEqualTo(new Cause.Exit(0));
            assertThat(machine.out(next)).as(untidy.get(i)).isEqualTo("mine\n");
        }
        machine.forgetAll();
        try (var left = Files.list(folder.resolve("agent/scratch"))) {
            assertThat(left.map(each -> String.valueOf(each.getFileName())).filter(name -> !name.startsWith("lane.")))
                    .isEmpty();
        }
        machine.reopen(machine.settings());
        assertThat(folder.resolve("agent/scratch")).isEmptyDirectory();
    }

    @Test
    void saysThatAProgramIsNotThere() {
        var id = machine.submit(job("absent", work(new Program.Command(List.of("no-such-program")))));
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.Exit(127));
        assertThat(machine.err(id)).contains("no-such-program", "not found");
    }

    @Test
    void putsVolumesAndFilesAtAbsolutePathsAndLeavesTheMachineAlone() {
        var upload = machine.upload(Map.of("code/Main.txt", "main", "code/sub/Other.txt", "other"));
        var mounts = Map.of("/tombolo-test/data", new MountSpec("data", false));
        var files = Map.<String, FileSpec>of(
                "/tombolo-test/in.txt", new FileSpec.Inline("inline"),
                "/etc/tombolo-test.conf", new FileSpec.Inline("conf"),
                "/opt/tombolo-test/code", new FileSpec.Uploaded("code"));
        var text = """
                set -e
                pwd
                cat /tombolo-test/in.txt /etc/tombolo-test.conf /opt/tombolo-test/code/Main.txt /opt/tombolo-test/code/sub/Other.txt
                echo
                cat /etc/hostname >/dev/null; id -u; ls /proc/self >/dev/null; echo x >/dev/null
                echo result > /tombolo-test/data/result
                """;
        var id = machine.submit(
                job("placed", placed(text, Optional.of("/tombolo-work/deep"), mounts, files)),
                0,
                Optional.of(upload),
                Map.of());
        assertThat(machine.end(id).cause()).as(machine.err(id)).isEqualTo(new Cause.Exit(0));
        assertThat(machine.out(id)).startsWith("/tombolo-work/deep\ninlineconfmainother\n");
        assertThat(machine.out(id)).endsWith("\n" + userId() + "\n");
        assertThat(new String(machine.engine.read(DATA, "result", 0, 100), StandardCharsets.UTF_8))
                .isEqualTo("result\n");
        assertThat(List.of("/tombolo-test", "/tombolo-work", "/etc/tombolo-test.conf", "/opt/tombolo-test"))
                .allSatisfy(path -> assertThat(Path.of(path)).doesNotExist());
    }

    @Test
    void refusesToWriteToAReadOnlyMount() {
        var mounts = Map.of("/data", new MountSpec("data", true));
        var id = machine.submit(job("reader", placed("echo x > /data/x", Optional.empty(), mounts, Map.of())));
        assertThat(machine.end(id).cause()).isNotEqualTo(new Cause.Exit(0));
        assertThat(machine.err(id)).containsIgnoringCase("read-only");
    }

    @Test
    void killsWhatUsesMoreMemoryThanItHas() {
        assumeGroups();
        var id = machine.submit(
                job("greedy", script("head -c 200m /dev/zero | tail -c 100m >/dev/null")),
                32L << 20,
                Optional.empty(),
                Map.of());
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.OutOfMemory(32L << 20));
        var next = machine.submit(job("modest", script("exit 1")), 32L << 20, Optional.empty(), Map.of());
        assertThat(machine.end(next).cause()).isEqualTo(new Cause.Exit(1));
    }

    @Test
    void measuresProcessorAndMemory() {
        assumeGroups();
        var id = machine.submit(
                job(
                        "busy",
                        script(
                                "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; head -c 30m /dev/zero | tail -c 30m >/dev/null")));
        var usage = machine.end(id).usage();
        assertThat(usage.cpu().orElseThrow()).isBetween(Duration.ofMillis(30), Duration.ofSeconds(20));
        assertThat(usage.memoryPeakBytes().orElseThrow()).isBetween(30L << 20, 200L << 20);
    }

    @Test
    void keepsTheEndOfALongOutputAndSaysWhereItBegins() {
        var id = machine.submit(
                job("chatty", script("head -c 3m /dev/zero | tr '\\0' x; echo END; while :; do sleep 0.1; done")));
        await(() -> machine.engine.logs(id, LogStream.OUT, 0, 0, 10).firstKept() > 0);
        var tail = machine.engine.logs(id, LogStream.OUT, 0, (3 << 20) - 2, 100);
        assertThat(new String(tail.bytes(), StandardCharsets.UTF_8)).isEqualTo("xxEND\n");
        var first = machine.engine.logs(id, LogStream.OUT, 0, 0, 4);
        assertThat(new String(first.bytes(), StandardCharsets.UTF_8)).isEqualTo("xxxx");
        assertThat(first.firstKept()).isGreaterThan((2 << 20) - 8192);
        machine.engine.stop(List.of(new StopOrder(id, Duration.ZERO)));
        machine.end(id);
    }

    @Test
    void asksAServiceByHttpTcpAndCommand() throws IOException {
        var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var status = new java.util.concurrent.atomic.AtomicInteger(503);
        web.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        web.start();
        try {
            int port = web.getAddress().getPort();
            var byHttp = machine.submit(service(
                    "web",
                    "sleep 60",
                    new ProbeSpec.Action.HttpGet("/health", new ProbeSpec.PortRef.ByNumber(port), false, List.of())));
            var byTcp = machine.submit(
                    service("tcp", "sleep 60", new ProbeSpec.Action.TcpSocket(new ProbeSpec.PortRef.ByNumber(port))));
            var byCommand = machine.submit(service(
                    "exec", "sleep 0.3; touch up; sleep 60", new ProbeSpec.Action.Exec(List.of("test", "-e", "up"))));
            await(() -> isReady(byTcp) && isReady(byCommand));
            assertThat(isReady(byHttp)).isFalse();
            status.set(204);
            await(() -> isReady(byHttp));
            machine.reopen(machine.settings());
            await(() -> isReady(byHttp));
            status.set(500);
            await(() -> !isReady(byHttp));
            var all = List.of(byHttp, byTcp, byCommand);
            machine.engine.stop(
                    all.stream().map(id -> new StopOrder(id, Duration.ZERO)).toList());
            all.forEach(machine::end);
        } finally {
            web.stop(0);
        }
    }

    @Test
    void asksACommandInTheServicesOwnViewOfTheFiles() {
        var work = placed(
                "sleep 0.2; echo > /tombolo-view/up; sleep 60",
                Optional.empty(),
                Map.of("/tombolo-view", new MountSpec("data", false)),
                Map.of());
        var id = machine.submit(
                service("view", work, new ProbeSpec.Action.Exec(List.of("test", "-e", "/tombolo-view/up"))));
        await(() -> isReady(id));
        machine.engine.stop(List.of(new StopOrder(id, Duration.ZERO)));
        machine.end(id);
    }

    @Test
    void saysThatAStrangerSitsOnItsPort() throws IOException {
        try (var stranger = new ServerSocket(0)) {
            var id = machine.submit(
                    service("late", "true", new ProbeSpec.Action.Exec(List.of("true"))),
                    0,
                    Optional.empty(),
                    Map.of("http", stranger.getLocalPort()));
            assertThat(machine.end(id).cause()).isInstanceOf(Cause.StagingFailed.class);
            assertThat(machine.end(id).cause().text()).contains("port " + stranger.getLocalPort(), "in use");
        }
    }

    @Test
    void tellsAServiceItsPorts() {
        var id = machine.submit(
                service("ports", "echo $TOMBOLO_PORT_HTTP_API", new ProbeSpec.Action.Exec(List.of("true"))),
                0,
                Optional.empty(),
                Map.of("http-api", 28123));
        machine.end(id);
        assertThat(machine.out(id)).isEqualTo("28123\n");
    }

    @Test
    void movesFilesIntoAVolumeAndOut() throws IOException {
        var upload = machine.upload(Map.of("corpus/a.txt", "aaa", "one.txt", "one"));
        var in = transfers(
                StagingSpec.Direction.IN, "file://corpus", "file://texts", "file://one.txt", "file:///deep/er/1.txt");
        assertThat(machine.end(machine.submit(in, 0, Optional.of(upload), Map.of()))
                        .cause())
                .isEqualTo(new Cause.Exit(0));
        assertThat(machine.engine.list(DATA, "").orElseThrow().entries()).containsExactly("deep/", "texts/");
        assertThat(machine.engine.read(DATA, "texts/a.txt", 0, 10))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("aaa");
        var out = transfers(StagingSpec.Direction.OUT, "file://texts", "file://" + folder.resolve("egress/results"));
        assertThat(machine.end(machine.submit(out)).cause()).isEqualTo(new Cause.Exit(0));
        assertThat(folder.resolve("egress/results/a.txt")).hasContent("aaa");
    }

    @Test
    void movesNothingOutOfAVolumesOrAnEgressFolder() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "secret");
        var planter = machine.submit(job(
                "planter",
                placed(
                        "ln -s %s /data/link; ln -s / /data/root; echo x > /data/x".formatted(secret),
                        Optional.empty(),
                        Map.of("/data", new MountSpec("data", false)),
                        Map.of())));
        machine.end(planter);
        var number = 0;
        for (var attempt : List.of(
                List.of("file://link", "file://" + folder.resolve("egress/a")),
                List.of("file://root", "file://" + folder.resolve("egress/a")),
                List.of("file://../../..", "file://" + folder.resolve("egress/a")),
                List.of("file://x", "file://" + folder.resolve("elsewhere")),
                List.of("file://x", "file://" + folder.resolve("egress/../elsewhere")))) {
            var out = new StagingSpec(
                    "data", StagingSpec.Direction.OUT, List.of(transfer(attempt.get(0), attempt.get(1))), List.of());
            var id = AttemptId.of(TestingMachine.RUN, out.name(), number, 1);
            assertThat(machine.end(machine.submit(out, id)).cause())
                    .as(attempt.toString())
                    .isInstanceOf(Cause.StagingFailed.class);
            number++;
        }
        assertThat(folder.resolve("elsewhere")).doesNotExist();
        assertThat(folder.resolve("egress/a")).doesNotExist();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> machine.engine.read(DATA, "link", 0, 10)))
                .hasMessageContaining("leaves");
    }

    @Test
    void putsTheInlineTextsOfTheWorkflowFileIntoAVolume() {
        var in = new StagingSpec(
                "data",
                StagingSpec.Direction.IN,
                List.of(transfer("file://note", "file://a/note.txt")),
                List.of(),
                new java.util.LinkedHashMap<>(Map.of("note", "written in the file")));
        assertThat(machine.end(machine.submit(in, AttemptId.of(TestingMachine.RUN, in.name(), 0, 1)))
                        .cause())
                .isEqualTo(new Cause.Exit(0));
        assertThat(new String(machine.engine.read(DATA, "a/note.txt", 0, 100), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("written in the file");
    }

    @Test
    void callsEverythingLostWhenTheMachineWasBootedAgain() throws IOException {
        var done = machine.submit(job("done", script("exit 4")));
        machine.end(done);
        var running = machine.submit(job("running", script("echo $$; sleep 60")));
        await(() -> !machine.out(running).isEmpty());
        var pid = machine.out(running).strip();
        var state = stateFolder();
        assertThat(shells(state)).isNotEmpty();
        var other = Files.writeString(folder.resolve("boot"), "another-boot\n");
        machine.reopen(withBoot(machine.settings(), other));
        assertThat(shells(state))
                .as("who could begin what waits, or write into a folder that goes")
                .isEmpty();
        assertThat(state).doesNotExist();
        assertThat(machine.end(running).cause()).isInstanceOf(Cause.NodeLost.class);
        assertThat(machine.end(done).cause()).isEqualTo(new Cause.Exit(4));
        assertThat(TestingMachine.isAlive(pid)).isFalse();
    }

    @Test
    void goesOnWhenTheSupervisorIsKilled() throws IOException {
        var lost = machine.submit(job("lost", script("echo $PPID $$; sleep 60")));
        await(() -> machine.out(lost).contains(" "));
        var pids = machine.out(lost).strip().split(" ", -1); // its shell's parent is the lane
        ProcessHandle.of(Long.parseLong(pids[0])).orElseThrow().destroyForcibly();
        assertThat(machine.end(lost).cause()).isInstanceOf(Cause.Lost.class);
        assertThat(TestingMachine.isAlive(pids[1])).isFalse();
        assertThat(machine.end(machine.submit(job("next", script("exit 5")))).cause())
                .isEqualTo(new Cause.Exit(5));
    }

    @Test
    void refusesWithAClearMessageWhatItCannotWriteDown() throws IOException {
        var orders = folder.resolve("agent/orders");
        machine.end(machine.submit(job("before", script("true"))));
        Files.move(orders, folder.resolve("away"));
        Files.writeString(orders, "in the way"); // root would write to a read-only folder
        var refused = machine.offer(job("after", script("true")));
        assertThat(refused).isInstanceOfSatisfying(Submitted.Refused.class, answer -> {
            assertThat(answer.why()).contains("localhost", "orders", "full or read-only");
            assertThat(answer.permanent()).isFalse();
        });
        assertThat(machine.engine.find(List.of(refused.attempt()))).isEmpty();
        Files.delete(orders);
        Files.move(folder.resolve("away"), orders);
        assertThat(machine.end(machine.submit(job("after", script("exit 6")))).cause())
                .isEqualTo(new Cause.Exit(6));
    }

    private Path stateFolder() {
        return machine.engine.describe().facts().stream()
                .filter(fact -> fact.startsWith("state in "))
                .map(fact -> Path.of(fact.substring("state in ".length(), fact.lastIndexOf(" ("))))
                .findFirst()
                .orElseThrow();
    }

    /// The command lines of the supervisor's shells that have this state folder.
    private static List<String> shells(Path state) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains("supervisor-") && command.contains(" " + state + " "))
                .toList();
    }

    private static AgentSettings withBoot(AgentSettings was, Path bootId) {
        return was.with(new AgentSettings.Machine(bootId, was.machine().shell()));
    }

    private boolean isReady(AttemptId id) {
        return machine.state(id)
                .filter(state -> state instanceof Seen.State.Running(var _, var ready) && ready)
                .isPresent();
    }

    private void assumeGroups() {
        assumeThat(machine.engine.describe().facts()).anyMatch(fact -> fact.startsWith("control groups"));
    }

    private int userId() {
        try {
            return (Integer) Files.getAttribute(folder, "unix:uid");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ServiceSpec service(String name, String text, ProbeSpec.Action action) {
        return service(name, script(text), action);
    }

    private static ServiceSpec service(String name, WorkSpec work, ProbeSpec.Action action) {
        var probe = new ProbeSpec(action, Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(2), 1, 2);
        return new ServiceSpec(
                name,
                work,
                PolicySpec.NONE,
                Optional.empty(),
                new ServiceNetworkSpec(false, List.of(new PortSpec("http-api", 0, PortSpec.Protocol.TCP)), List.of()),
                Optional.of(probe),
                false,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static TransferSpec transfer(String from, String to) {
        return new TransferSpec(UriSpec.of(from), UriSpec.of(to), Optional.empty());
    }

    private static StagingSpec transfers(StagingSpec.Direction direction, String... uris) {
        var moves = new java.util.ArrayList<TransferSpec>();
        for (int i = 0; i < uris.length; i += 2) {
            moves.add(transfer(uris[i], uris[i + 1]));
        }
        return new StagingSpec("data", direction, moves, List.of());
    }
}

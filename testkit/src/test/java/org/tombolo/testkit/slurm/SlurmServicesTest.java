package org.tombolo.testkit.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.newcomer.Newcomer;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// Services as jobs of a real cluster: ports of their nodes, probes inside of the jobs, and who finds them.
@Tag("slurm")
final class SlurmServicesTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String JDK = System.getProperty("java.home");

    @TempDir
    Path folder;

    private Newcomer newcomer;

    @BeforeEach
    void arrive() throws Exception {
        newcomer = new Newcomer(folder, CLONE);
        Files.createDirectories(newcomer.home().resolve("sites"));
        site("");
    }

    private void site(String more) throws Exception {
        Files.writeString(
                newcomer.home().resolve("sites/cluster.yaml"),
                "engine: slurm\nfolder: %s\nask-every: 2s\npath: %s/bin:/usr/bin:/bin\npartitions: [cpu]\n%s"
                        .formatted(folder.resolve("shared"), JDK, more));
    }

    @AfterEach
    void leave() throws Exception {
        newcomer.tombolo(LIMIT, "stop", "first");
        newcomer.line(LIMIT, "scancel --me");
        newcomer.close();
    }

    private Newcomer.Came type(String... words) throws Exception {
        return newcomer.tombolo(LIMIT, words);
    }

    private void start(String name, String text) throws Exception {
        Files.writeString(folder.resolve("work.yaml"), "version: v4\n" + text.replace("FOLDER", folder.toString()));
        var came = type("run", "--detach", "--name", name, "work.yaml");
        assertThat(came.status()).as(came.all()).isZero();
    }

    private String show(String pattern, String... words) throws Exception {
        var wanted = Pattern.compile(pattern);
        var until = Instant.now().plusSeconds(60);
        while (true) {
            var said = type(words).all();
            if (wanted.matcher(said).find()) {
                return said;
            }
            assertThat(Instant.now()).as(said).isBefore(until);
        }
    }

    private void kill() throws Exception {
        var server = Json.answer(Files.readAllBytes(newcomer.home().resolve("server.json")), ServerFile.class);
        ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
        ProcessHandle.of(server.pid()).ifPresent(process -> process.onExit().join());
        assertThat(type("up").status()).isZero();
    }

    @Test
    void aServiceIsFoundFromAnotherNodeAndTheLoginNodeThoughTheServerWasKilledMeanwhile() throws Exception {
        start("first", """
                services:
                  web:
                    resource: {cpu: {cores: 3}}
                    network: {ports: [{name: http, port: 0, protocol: tcp}]}
                    readiness-probe: {http-get: {path: /, port: http}, period-seconds: 1, failure-threshold: 60}
                    script: 'echo on "$SLURMD_NODENAME" "$TOMBOLO_PORT_HTTP"; exec jwebserver -b 0.0.0.0 -p "$TOMBOLO_PORT_HTTP" -d /etc'
                jobs:
                  before:
                    depends-on: [{name: web, status: RUNNING}]
                    script: until [ -e FOLDER/go ]; do sleep 0.2; done
                  after:
                    depends-on: [{name: before, status: FINISHED}, {name: web, status: RUNNING}]
                    resource: {cpu: {cores: 4}}
                    script: 'echo from "$SLURMD_NODENAME" to "$TOMBOLO_SERVICE_WEB_HTTP"; curl -sf "http://$TOMBOLO_SERVICE_WEB_HTTP/hostname"'
                """);
        show("before +ready", "explain", "last");
        assertThat(type("exec", "last/web", "--", "sh", "-c", "echo $TOMBOLO_JOB $TOMBOLO_ADDRESS; exit 3"))
                .satisfies(came -> assertThat(came.status()).isEqualTo(3))
                .satisfies(came -> assertThat(came.out()).matches("web 10\\.[0-9.]+\n"));
        var page = show("http://10\\.[0-9.]+:2[0-9]{4}", "show", "last");
        var url = Pattern.compile("http://10\\.[0-9.]+:2[0-9]{4}").matcher(page);
        assertThat(url.find()).isTrue();
        assertThat(newcomer.line(LIMIT, "curl -sf " + url.group() + "/hostname").status())
                .as("from the login node")
                .isZero();
        kill();
        Files.createFile(folder.resolve("go"));
        var came = type("wait", "last");
        assertThat(came.status())
                .as(came.all()
                        + type("logs", "last").all()
                        + type("explain", "last").all())
                .isZero();
        var said = type("logs", "last", "after").out();
        var node = type("logs", "last", "web")
                .out()
                .lines()
                .findFirst()
                .orElseThrow()
                .split(" ")[1];
        assertThat(said)
                .contains("to " + url.group().substring("http://".length()))
                .doesNotContain("from " + node);
    }

    @Test
    void runsTheExampleWithAProbeAsItIs() throws Exception {
        var came = type("run", "examples/service-with-probe");
        assertThat(came.status()).as(came.all()).isZero();
        assertThat(type("logs", "last", "call").out()).isEqualTo("Hello, Ada\n");
    }

    @Test
    void isReadyAsLongAsItsCommandOrItsPortSaysSoAndEndsPolitely() throws Exception {
        site("constraint: rack1\n"); // one node: a port cannot be had twice
        start("first", """
                services:
                  asked:
                    persist: true
                    readiness-probe: {exec: {command: [test, -e, FOLDER/well]}, period-seconds: 1, failure-threshold: 2}
                    script: 'trap "echo polite; exit 0" TERM; while :; do sleep 0.2; done'
                  knocked:
                    persist: true
                    network: {ports: [{name: main, port: 27182, protocol: tcp}]}
                    readiness-probe: {tcp-socket: {port: main}, period-seconds: 1}
                    script: 'exec jwebserver -b 0.0.0.0 -p "$TOMBOLO_PORT_MAIN" -d /etc'
                """);
        show("knocked +ready", "explain", "first");
        show("asked +running.*its readiness probe has not passed", "explain", "first");
        Files.createFile(folder.resolve("well"));
        show("asked +ready", "explain", "first");
        Files.delete(folder.resolve("well"));
        show("asked +running", "explain", "first");
        start("late", """
                services:
                  late: {network: {ports: [{name: main, port: 27182, protocol: tcp}]}, persist: true, script: sleep 600}
                """);
        show("late +failed.*port 27182 of its node is in use", "explain", "late");
        assertThat(type("stop", "first").all()).isNotEmpty();
        type("wait", "first");
        assertThat(type("logs", "first", "asked").out()).contains("polite");
    }
}

package org.tombolo.testkit.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.newcomer.Newcomer;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// Run by `./dev test --only slurm`, as an ordinary user of the cluster. Temporary folders are on its shared file
/// system.
@Tag("slurm")
final class SlurmSiteTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private Newcomer newcomer;

    @BeforeEach
    void arrive() throws Exception {
        newcomer = new Newcomer(folder, CLONE);
        Files.createDirectories(newcomer.home().resolve("sites"));
        Files.writeString(
                newcomer.home().resolve("sites/cluster.yaml"),
                "engine: slurm\nfolder: %s\nask-every: 2s\n".formatted(folder.resolve("shared")));
    }

    @AfterEach
    void leave() throws Exception {
        newcomer.close();
    }

    private Newcomer.Came type(String... words) throws Exception {
        return newcomer.tombolo(LIMIT, words);
    }

    private String workflow(String text) throws Exception {
        Files.writeString(folder.resolve("work.yaml"), "version: v4\njobs:\n" + text);
        return "work.yaml";
    }

    private String queue() throws Exception {
        return newcomer.line(LIMIT, "squeue --noheader --me").out().strip();
    }

    @Test
    void runsTheFirstExampleAsItIs() throws Exception {
        assertThat(type("run", "examples/hello").all()).contains("hello succeeded");
        assertThat(type("logs", "last", "hello").out()).matches("Hello, world, from n[0-9]+\n");
    }

    @Test
    void showsThePartitions() throws Exception {
        type("up");
        var limit = Instant.now().plus(LIMIT);
        while (!type("sites").out().contains("partition cpu")) {
            assertThat(Instant.now()).isBefore(limit);
        }
        assertThat(type("sites").out())
                .contains("partition cpu: 2 nodes of up to 4 cores, 4000 MiB, for at most 1440 min")
                .contains("partition gpu: 2 nodes of up to 4 cores, 4000 MiB, {nvidia.com/gpu=4}");
    }

    @Test
    void givesWorkTheCoresMemoryAndDevicesThatItAsksFor() throws Exception {
        var file = workflow("""
                  ask:
                    resource: {cpu: {cores: 2}, memory: {size: 300MiB}, devices: {nvidia.com/gpu: 2}}
                    script: scontrol show job "$SLURM_JOB_ID" | tr ' ' '\\n' | grep -E '^(Partition|TRES|NumCPUs|MinMemoryNode|TresPerNode)='
                """);
        var came = type("run", file);
        assertThat(came.status()).as(came.all()).isZero();
        assertThat(type("logs", "last", "ask").out())
                .contains("Partition=gpu", "NumCPUs=2", "MinMemoryNode=300M", "gres:gpu:2");
    }

    @Test
    void losesAndDoublesNothingWhenTheServerIsKilled() throws Exception {
        var file = workflow("""
                  count:
                    task-array: {start: 1, end: 40}
                    env: ["LEDGER=%s"]
                    script: echo "$TOMBOLO_ATTEMPT" >> "$LEDGER/$FB_TASK_ID"; sleep 1
                """.formatted(Files.createDirectories(folder.resolve("ledger"))));
        assertThat(type("run", "--detach", file).status()).isZero();
        for (int round = 0; round < 3; round++) {
            Thread.sleep(1500L * round);
            var server = Json.answer(Files.readAllBytes(newcomer.home().resolve("server.json")), ServerFile.class);
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
            ProcessHandle.of(server.pid()).ifPresent(process -> process.onExit().join());
            assertThat(type("up").status()).isZero();
        }
        assertThat(type("wait", "last").status()).isZero();
        for (int i = 1; i <= 40; i++) {
            assertThat(Files.readAllLines(folder.resolve("ledger/" + i))).hasSize(1);
        }
    }

    @Test
    void stopsWhatRunsAndWhatWaits() throws Exception {
        var file = workflow("""
                  long: {task-array: {start: 1, end: 30}, script: 'echo up; sleep 600'}
                """);
        assertThat(type("run", "--detach", file).status()).isZero();
        var limit = Instant.now().plus(LIMIT);
        while (!queue().contains(" R ")) {
            assertThat(Instant.now()).isBefore(limit);
        }
        assertThat(type("stop", "last").all()).isNotEmpty();
        type("wait", "last");
        assertThat(type("ps").out()).contains("stopped");
        while (!queue().isEmpty()) {
            assertThat(Instant.now()).as(queue()).isBefore(limit);
        }
    }

    @Test
    void tellsWhySlurmRefuses() throws Exception {
        Files.writeString(
                newcomer.home().resolve("sites/cluster.yaml"),
                "engine: slurm\nfolder: %s\naccount: nobody\n".formatted(folder.resolve("shared")));
        var came = type("run", "examples/hello");
        assertThat(came.status()).isNotZero();
        assertThat(came.all()).contains("Invalid account");
    }

    @Test
    void saysByNameWhatItCannotDoYet() throws Exception {
        Files.writeString(folder.resolve("asked.yaml"), """
                version: v4
                services:
                  asked: {network: {ports: [{name: main, port: 0, protocol: tcp}]}, readiness-probe: {grpc: {port: main}}, script: sleep 9}
                """);
        var came = type("run", "asked.yaml");
        assertThat(came.status()).isNotZero();
        assertThat(came.all()).contains("site cluster (slurm) asks by http-get, tcp-socket or exec only");
    }
}

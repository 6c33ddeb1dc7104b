package org.tombolo.testkit.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.newcomer.Newcomer;
import org.tombolo.testkit.servers.S3TestServer;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// Data of work on a cluster: run by `./dev test --only slurm`, as an ordinary user of it, on its shared file system.
@Tag("slurm")
final class SlurmDataTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private Newcomer newcomer;

    @BeforeEach
    void arrive() throws Exception {
        newcomer = new Newcomer(folder, CLONE);
        site("");
    }

    @AfterEach
    void leave() throws Exception {
        newcomer.close();
    }

    /// @param more keys of the site file
    private void site(String more) throws IOException {
        Files.createDirectories(newcomer.home().resolve("sites"));
        Files.writeString(
                newcomer.home().resolve("sites/cluster.yaml"),
                "engine: slurm\nfolder: %s\nask-every: 2s\n%s".formatted(folder.resolve("shared"), more));
    }

    private Newcomer.Came type(String... words) throws Exception {
        return newcomer.tombolo(LIMIT, words);
    }

    private Newcomer.Came works(String... words) throws Exception {
        var came = type(words);
        assertThat(came.status()).as(came.all()).isZero();
        return came;
    }

    private String workflow(String text) throws Exception {
        Files.writeString(folder.resolve("work.yaml"), "version: v4\n" + text);
        return folder.resolve("work.yaml").toString();
    }

    @Test
    void bringsFilesHandsThemFromJobToJobAndCopiesThemOut() throws Exception {
        Files.createDirectories(folder.resolve("texts/more"));
        Files.writeString(folder.resolve("texts/one.txt"), "a b c\n");
        Files.writeString(folder.resolve("texts/more/two.txt"), "d e\n");
        Files.writeString(folder.resolve("add.sh"), "#!/bin/sh\necho $(($1 + $2))\n");
        folder.resolve("add.sh").toFile().setExecutable(true);
        var file = workflow("""
                params:
                  texts: {type: path}
                volumes:
                  data:
                    ingress:
                      - source: {uri: "file://${params.texts}"}
                        destination: {uri: file://in}
                    egress:
                      - source: {uri: file://sum}
                        destination: {uri: "file://%1$s/out/sum"}
                jobs:
                  count:
                    mounts: {/data: data}
                    task-array: {start: 1, end: 2}
                    script: |
                      case $FB_TASK_ID in
                      1) wc -w < /data/in/one.txt ;;
                      2) wc -w < /data/in/more/two.txt ;;
                      esac > /data/count.$FB_TASK_ID
                  add:
                    depends-on: [{name: count, status: FINISHED}]
                    mounts: {/data: data}
                    files:
                      /app/add: file://add.sh
                      /etc/tombolo/said: "five words\\n"
                    cwd: /somewhere/else
                    script: |
                      /app/add $(cat /data/count.1) $(cat /data/count.2) > /data/sum
                      cat /etc/tombolo/said; pwd; hostname; id -un
                """.formatted(folder));
        site("egress-roots: [%s/out]\n".formatted(folder));
        works("run", file, "--set", "texts=" + folder.resolve("texts"));
        assertThat(Files.readString(folder.resolve("out/sum"))).isEqualTo("5\n");
        assertThat(type("logs", "last", "add").out()).matches("five words\n/somewhere/else\nn[0-9]+\nalice\n");
        assertThat(works("cp", "last:data/count.2", "-").out()).isEqualTo("2\n");
    }

    /// From a text to an answer, as on one machine; the text is a short one.
    @Test
    void trainsANetworkServesItAndAsksIt() throws Exception {
        site("path: /jdk/bin:/usr/local/bin:/usr/bin:/bin\n");
        var came = type(
                "run",
                "examples/train-and-serve",
                "--set",
                "corpus=examples",
                "--set",
                "train-seconds=20",
                "--set",
                "tune-seconds=8");
        assertThat(came.all()).contains("ask succeeded", "is serving");
        assertThat(came.status()).isZero();
        assertThat(type("logs", "last", "ask").out()).containsPattern("training: .* -> ");
        assertThat(works("cp", "last:data/answer.json", "-").out()).contains("version:");
        works("stop", "last");
    }

    @Test
    void losesAndDoublesNothingWhenTheServerIsKilledWhileItPrepares() throws Exception {
        var tree = Files.createDirectories(folder.resolve("tree"));
        for (int i = 0; i < 1500; i++) {
            Files.writeString(tree.resolve("file-" + i), "number " + i + "\n");
        }
        var jobs = new StringBuilder();
        for (int i = 1; i <= 2; i++) {
            jobs.append("""
                      job%d:
                        files: {/tree: file://tree}
                        script: echo "$TOMBOLO_ATTEMPT $(ls /tree | wc -l)" >> "$LEDGER/%d"
                    """.formatted(i, i).indent(2));
        }
        var file = workflow("""
                defaults:
                  env: ["LEDGER=%s"]
                jobs:
                """.formatted(Files.createDirectories(folder.resolve("ledger"))) + jobs);
        works("run", "--detach", file);
        for (int round = 0; round < 2; round++) {
            Thread.sleep(700L * round);
            var server = Json.answer(Files.readAllBytes(newcomer.home().resolve("server.json")), ServerFile.class);
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
            ProcessHandle.of(server.pid()).ifPresent(process -> process.onExit().join());
            works("up");
        }
        assertThat(works("wait", "last").status()).isZero();
        for (int i = 1; i <= 2; i++) {
            assertThat(Files.readAllLines(folder.resolve("ledger/" + i)))
                    .singleElement()
                    .asString()
                    .endsWith(" 1500");
        }
        assertNothingStays(folder.resolve("shared"));
    }

    /// Of what has ended, but for volumes and what transfers keep.
    private static void assertNothingStays(Path shared) throws Exception {
        var limit = Instant.now().plus(LIMIT);
        for (var each : List.of("orders", "claims", "logs", "data/orders", "data/uploads", "data/scratch")) {
            while (!isEmpty(shared.resolve(each))) {
                assertThat(Instant.now()).as("%s is not empty", each).isBefore(limit);
                Thread.sleep(100);
            }
        }
    }

    private static boolean isEmpty(Path place) throws IOException {
        try (var entries = Files.list(place)) {
            return entries.findAny().isEmpty();
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    @Test
    void runsTheExampleWithS3ThoughNodesCannotReachTheServer() throws Exception {
        try (var server = new S3TestServer(folder.resolve("s3"))) {
            server.makeBucket("my-bucket");
            Files.createDirectories(server.object("my-bucket", "texts"));
            Files.writeString(server.object("my-bucket", "texts/one.txt"), "a b c\n");
            Files.writeString(server.object("my-bucket", "texts/two.txt"), "d e\n");
            Files.writeString(
                    folder.resolve("s3.json"),
                    "{\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\", \"endpoint\": \"%s\"}"
                            .formatted(S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY, server.endpoint()));
            works("up");
            works(
                    "secrets",
                    "set",
                    "my-s3",
                    "--type",
                    "s3",
                    "--file",
                    folder.resolve("s3.json").toString());
            works("run", "examples/s3-in-and-out");
            assertThat(Files.readString(server.object("my-bucket", "results/counts.txt")))
                    .contains("3 one.txt", "2 two.txt", "5 total");
        }
    }

    @Test
    void showsValuesOfSecretsToTheWorkThatNeedsThemAndToNobodyElse() throws Exception {
        var value = "kanarie-" + UUID.randomUUID();
        Files.writeString(folder.resolve("value"), value);
        works("up");
        works("secrets", "set", "api-token", "--file", folder.resolve("value").toString());
        Files.delete(folder.resolve("value"));
        var file = workflow("""
                jobs:
                  plain:
                    env: ["TOKEN=secret://user/api-token"]
                    script: echo "it is $TOKEN"; touch %1$s/plain.up; while [ ! -e %1$s/go ]; do sleep 0.2; done
                  placed:
                    env: ["TOKEN=secret://user/api-token"]
                    files: {/etc/placed: "x"}
                    script: echo "it is $TOKEN"; touch %1$s/placed.up; while [ ! -e %1$s/go ]; do sleep 0.2; done
                """.formatted(folder));
        works("run", "--detach", file);
        var limit = Instant.now().plus(LIMIT);
        while (!Files.exists(folder.resolve("plain.up")) || !Files.exists(folder.resolve("placed.up"))) {
            assertThat(Instant.now()).as(type("show", "last").all()).isBefore(limit);
            Thread.sleep(100);
        }
        assertThat(type("logs", "last", "plain").out()).isEqualTo("it is " + "*".repeat(value.length()) + "\n");
        var shared = folder.resolve("shared");
        for (var each : holding(shared, value)) {
            if (!each.startsWith(shared.resolve("logs"))) { // covered when it ends
                assertThat(each).startsWith(shared.resolve("secrets"));
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .isEqualTo("rw-------");
            }
        }
        var seen = newcomer.line(
                LIMIT,
                "scontrol --details show jobs; for each in $(squeue --noheader --me --format=%A); do"
                        + " scontrol write batch_script $each -; done;"
                        + " srun --nodes=2 --partition=cpu cat /proc/[0-9]*/cmdline 2>&1 | tr '\\0' ' '");
        assertThat(seen.out()).contains("JobName=").contains("injob-").doesNotContain(value);
        Files.createFile(folder.resolve("go"));
        works("wait", "last");
        while (!holding(folder, value).isEmpty()) {
            assertThat(Instant.now()).as("%s", holding(folder, value)).isBefore(limit);
            Thread.sleep(100);
        }
        assertThat(type("logs", "last", "placed").out()).isEqualTo("it is " + "*".repeat(value.length()) + "\n");
    }

    @Test
    void runsAnImageOnNodesAsAnOrdinaryUserUnderTwoRuntimes() throws Exception {
        var runtimes = List.of("bubblewrap", "charliecloud");
        for (var runtime : runtimes) {
            Files.writeString(
                    newcomer.home().resolve("sites/" + runtime + ".yaml"),
                    "engine: slurm\nfolder: %s\nask-every: 2s\ncontainers: %s\n"
                            .formatted(folder.resolve(runtime), runtime));
        }
        Files.writeString(folder.resolve("value"), "kanarie-in-a-container");
        works("up");
        works("secrets", "set", "api-token", "--file", folder.resolve("value").toString());
        var file = workflow("""
                volumes:
                  data: {}
                jobs:
                  bare: {image: {uri: "%1$s"}}
                  full:
                    image: {uri: "%1$s"}
                    depends-on: [{name: bare, status: FINISHED}]
                    mounts: {/data: data}
                    files: {/etc/placed: "x\\n"}
                    env: ["TOKEN=secret://user/api-token"]
                    script: |
                      cat /etc/placed; echo "$FROM_IMAGE $FB_WORKFLOW_ID"
                      cat /etc/origin; id -u; ls /home; echo mine > /etc/origin
                      echo "${#TOKEN}" > /data/length
                      ls /usr/bin/sbatch
                """.formatted(NodeImage.in(Files.createDirectories(folder.resolve("image")))));
        for (var runtime : runtimes) {
            var came = type("run", "--site", runtime, file);
            assertThat(type("logs", "last", "bare").out()).as(came.all()).isEqualTo("of the image\n");
            assertThat(type("logs", "last", "full").all())
                    .startsWith("x\nyes ")
                    .contains("of the image\n2001\n")
                    .contains("cannot access '/usr/bin/sbatch'");
            assertThat(works("cp", "last:data/length", "-").out()).isEqualTo("22\n");
            assertThat(type("show", "last").out()).contains(" is sha256:");
            assertNothingStays(folder.resolve(runtime));
        }
    }

    private static List<Path> holding(Path root, String text) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        } catch (UncheckedIOException e) {
            return holding(root, text); // something went meanwhile
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}

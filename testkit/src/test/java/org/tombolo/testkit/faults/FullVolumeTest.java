package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.Cli;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.ServerCommand;
import org.tombolo.testkit.servers.WebTestServer;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// Volumes on a disk of 8 MiB, for an ordinary user: what does not fit is one clear error, and leaves nothing behind.
@Tag("faults")
@Timeout(120)
@ExtendWith(PackedProgram.class)
class FullVolumeTest {
    private static final int TOO_LARGE = 20 << 20;

    @TempDir
    private Path scratch;

    private PrivateDisk disk;
    private ServerCommand command;
    private Map<String, String> access;

    @BeforeEach
    void aServerWithASmallDiskForVolumes(Program program) throws Exception {
        disk = PrivateDisk.of(scratch, 8);
        command = new ServerCommand(program, scratch.resolve("home"));
        disk.run(
                "mkdir -p %1$s/home/sites && printf '%%s\\n' 'engine: hosts' 'provisioners:' '  - {name: small, folder: %2$s}' >%1$s/home/sites/local.yaml"
                        .formatted(scratch, disk.path()));
        disk.run("TOMBOLO_HOME=%s %s >%s/said 2>&1 & echo $! >%s/pid"
                .formatted(command.home(), String.join(" ", command.words()), scratch, scratch));
        var file = command.home().resolve(ServerFile.NAME);
        var text = "";
        for (int look = 0; text.isEmpty(); look++) {
            assertThat(look).as("ready").isLessThan(1_500);
            Thread.sleep(20);
            text = disk.run("cat %s 2>/dev/null; kill -0 $(cat %s/pid)".formatted(file, scratch));
        }
        access = Map.of(
                "TOMBOLO_URL",
                Json.answer(text.getBytes(StandardCharsets.UTF_8), ServerFile.class)
                        .url(),
                "TOMBOLO_TOKEN",
                disk.run("cat %s/token".formatted(command.home())));
    }

    @AfterEach
    void end() throws IOException {
        disk.run("kill $(cat %1$s/pid); while kill -0 $(cat %1$s/pid) 2>/dev/null; do sleep 0.1; done"
                .formatted(scratch));
        disk.run("rm -rf %s/home".formatted(scratch));
        disk.close();
    }

    private record Came(int status, String all) {}

    private Came type(String... words) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = new Cli(access, out, out).run(words);
        return new Came(status, said.toString(StandardCharsets.UTF_8));
    }

    private Came run(String workflow) throws IOException {
        return type(
                "run",
                Files.writeString(scratch.resolve("workflow.yaml"), workflow).toString());
    }

    /// Files on the disk of the volumes.
    private String left() throws IOException {
        return disk.run("find %s -type f".formatted(disk.path()));
    }

    private static String bringing(String uri) {
        return """
                version: v4
                volumes: {v: {ingress: [{source: {uri: "%s"}, destination: {uri: "file://big"}}]}}
                jobs: {a: {script: 'true'}}
                """.formatted(uri);
    }

    @Test
    void anUploadThatDoesNotFitIntoItsVolumeIsOneErrorAndLeavesNothing() throws Exception {
        var big = Files.write(scratch.resolve("big"), new byte[TOO_LARGE]);
        Files.setPosixFilePermissions(big, PosixFilePermissions.fromString("rw-r--r--"));
        var came = run(bringing("file://big"));
        assertThat(came.status()).as(came.all()).isNotZero();
        assertThat(came.all()).contains("the volume or its disk is full").doesNotContain("Exception");
        assertThat(left()).isEmpty();
    }

    @Test
    void aDownloadThatDoesNotFitIntoItsVolumeIsOneErrorAndLeavesNothing() throws Exception {
        try (var web = new WebTestServer()) {
            web.put("/big", WebTestServer.File.of(new byte[TOO_LARGE]));
            var came = run(bringing(web.url("/big")));
            assertThat(came.status()).as(came.all()).isNotZero();
            assertThat(came.all()).contains("the volume or its disk is full").doesNotContain("Exception");
            assertThat(left()).isEmpty();
            var underway = "find %s/work/local/transfers -type f".formatted(command.home());
            assertThat(disk.run(underway)).isEmpty();
        }
    }

    @Test
    void aJobIsToldThatItsVolumeIsFullAndTheNextOneHasRoomAgain() throws Exception {
        type("volumes", "create", "kept");
        var writes = """
                version: v4
                volumes: {v: {name: kept}}
                jobs: {a: {script: '%s', mounts: {/v: v}}}
                """;
        var full = run(writes.formatted("head -c 20000000 /dev/zero > /v/part || { rm /v/part; exit 3; }"));
        assertThat(full.status()).as(full.all()).isNotZero();
        assertThat(type("logs", "last", "a").all()).contains("No space left on device");
        var room = run(writes.formatted("head -c 5000000 /dev/zero > /v/part"));
        assertThat(room.status()).as(room.all()).isZero();
        assertThat(type("volumes", "size", "kept").all()).contains("1 file");
    }
}

package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.servers.WebTestServer;

/// Volumes on a disk of 8 MiB, for an ordinary user: what does not fit is one clear error, and leaves nothing behind.
@Tag("faults")
@Timeout(120)
@ExtendWith(PackedProgram.class)
class FullVolumeTest {
    private static final int TOO_LARGE = 20 << 20;

    @TempDir
    private Path scratch;

    private FactoryOnDisk factory;

    @BeforeEach
    void aServerWithASmallDiskForVolumes(Program program) throws Exception {
        factory = FactoryOnDisk.started(scratch, PrivateDisk.of(scratch, 8), program);
    }

    @AfterEach
    void end() throws IOException {
        factory.close();
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
        var came = factory.run(bringing("file://big"));
        assertThat(came.status()).as(came.all()).isNotZero();
        assertThat(came.all()).contains("the volume or its disk is full").doesNotContain("Exception");
        assertThat(factory.left()).isEmpty();
    }

    @Test
    void aDownloadThatDoesNotFitIntoItsVolumeIsOneErrorAndLeavesNothing() throws Exception {
        try (var web = new WebTestServer()) {
            web.put("/big", WebTestServer.File.of(new byte[TOO_LARGE]));
            var came = factory.run(bringing(web.url("/big")));
            assertThat(came.status()).as(came.all()).isNotZero();
            assertThat(came.all()).contains("the volume or its disk is full").doesNotContain("Exception");
            assertThat(factory.left()).isEmpty();
            var underway = "find %s/work/local/transfers -type f".formatted(factory.home());
            assertThat(factory.disk().run(underway)).isEmpty();
        }
    }

    @Test
    void aJobIsToldThatItsVolumeIsFullAndTheNextOneHasRoomAgain() throws Exception {
        factory.type("volumes", "create", "kept");
        var writes = """
                version: v4
                volumes: {v: {name: kept}}
                jobs: {a: {script: '%s', mounts: {/v: v}}}
                """;
        var full = factory.run(writes.formatted("head -c 20000000 /dev/zero > /v/part || { rm /v/part; exit 3; }"));
        assertThat(full.status()).as(full.all()).isNotZero();
        assertThat(factory.type("logs", "last", "a").all()).contains("No space left on device");
        var room = factory.run(writes.formatted("head -c 5000000 /dev/zero > /v/part"));
        assertThat(room.status()).as(room.all()).isZero();
        assertThat(factory.type("volumes", "size", "kept").all()).contains("1 file");
    }
}

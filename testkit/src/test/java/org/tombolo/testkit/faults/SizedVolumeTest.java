package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;

/// Volumes on a real Btrfs with quotas: they are held to their size.
@Tag("faults")
@Timeout(120)
@ExtendWith(PackedProgram.class)
class SizedVolumeTest {
    @TempDir
    private Path scratch;

    private FactoryOnDisk factory;

    @BeforeEach
    void aServerWithABtrfsForVolumes(Program program) throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("only root mounts file systems")
                .isEqualTo("root");
        factory = FactoryOnDisk.started(scratch, PrivateDisk.btrfs(scratch), program);
    }

    @AfterEach
    void end() throws IOException {
        if (factory != null) {
            factory.close();
        }
    }

    private String subvolumes() throws IOException {
        return factory.disk().run("btrfs subvolume list " + factory.disk().path());
    }

    private void awaitSubvolumes(int count) throws Exception {
        for (int look = 0; subvolumes().lines().filter(line -> !line.isBlank()).count() != count; look++) {
            assertThat(look).as(subvolumes()).isLessThan(300);
            Thread.sleep(50);
        }
    }

    @Test
    void holdsAPersistentVolumeToItsSizeAndTellsAJobThatItIsFull() throws Exception {
        assertThat(factory.type("sites").all()).contains("volumes are held to their size (small)");
        var made = factory.type("volumes", "create", "kept", "--size", "16MiB");
        assertThat(made.status()).as(made.all()).isZero();
        assertThat(made.all()).doesNotContain("nothing stops more");
        assertThat(factory.type("volumes", "size", "kept").all()).contains("held to 16");
        var writes = """
                version: v4
                volumes: {v: {name: kept}}
                jobs: {a: {script: '%s', mounts: {/v: v}}}
                """;
        var full = factory.run(writes.formatted("head -c 40000000 /dev/zero >/v/part; exit 3"));
        assertThat(full.status()).as(full.all()).isNotZero();
        assertThat(full.all()).containsPattern("exit code 3; volume v is full: 1[56]\\.[0-9] of its 16\\.0 MiB");
        assertThat(factory.type("logs", "last", "a").all()).contains("Disk quota exceeded");
        var sent = factory.type(
                "cp", Files.write(scratch.resolve("big"), new byte[4 << 20]).toString(), "volume:kept/big");
        assertThat(sent.status()).isNotZero();
        assertThat(sent.all()).contains("volume kept is full:").contains("of its 16777216 bytes");
        var room = factory.run(writes.formatted("rm /v/part; head -c 5000000 /dev/zero >/v/small"));
        assertThat(room.status()).as(room.all()).isZero();
        var elsewhere = factory.run(writes.formatted("exit 4"));
        assertThat(elsewhere.all()).contains("exit code 4").doesNotContain("is full");
        awaitSubvolumes(1);
        assertThat(factory.type("volumes", "remove", "kept").status()).isZero();
        awaitSubvolumes(0);
    }

    @Test
    void whatIsBroughtIntoAVolumeOfARunAndDoesNotFitIsOneErrorAndLeavesNothing() throws Exception {
        Files.write(scratch.resolve("big"), new byte[20 << 20]);
        var came = factory.run("""
                version: v4
                volumes: {v: {size: 8MiB, ingress: [{source: {uri: "file://big"}, destination: {uri: "file://big"}}]}}
                jobs: {a: {script: 'true', mounts: {/v: v}}}
                """);
        assertThat(came.status()).as(came.all()).isNotZero();
        assertThat(came.all())
                .contains("volume v is full:")
                .contains("of its 8388608 bytes")
                .doesNotContain("may grow")
                .doesNotContain("Exception");
        assertThat(factory.left()).isEmpty();
        assertThat(subvolumes().lines()).hasSize(1);
    }
}

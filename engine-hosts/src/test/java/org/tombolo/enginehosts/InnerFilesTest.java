package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tombolo.enginehosts.TestingMachine.job;
import static org.tombolo.enginehosts.TestingMachine.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.engine.Engine;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;

/// Files as work that runs sees them.
@Tag("slow")
class InnerFilesTest {
    private static final String WORK = """
            mkdir -p $ROOT/sub
            echo made >$ROOT/made
            ln -s made $ROOT/beside
            ln -s /../../../../../../../../../secret-of-the-machine $ROOT/up
            ln -s /proc/1/root/secret-of-the-machine $ROOT/around
            mkfifo $ROOT/pipe
            chmod 700 $ROOT/sub
            echo ready
            exec sleep 1000
            """;

    @TempDir
    Path folder;

    private static String read(TestingMachine machine, AttemptId id, String path) {
        return new String(machine.engine.read(id, path, 0, 1 << 20), StandardCharsets.UTF_8);
    }

    private static void write(TestingMachine machine, AttemptId id, String path, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        machine.engine.write(id, path, "up1", 0, bytes, Optional.empty());
        machine.engine.write(
                id, path, "up1", bytes.length, bytes, Optional.of(new Engine.LastPiece(2L * bytes.length, true)));
    }

    @Test
    void areReadAndWrittenWhereAProcessOfTheMachineSeesThem() throws Exception {
        var place = Files.createDirectory(folder.resolve("place"));
        try (var machine = TestingMachine.local(folder)) {
            var id = machine.submit(job("files", script("ROOT=" + place + "\n" + WORK)));
            machine.awaitRunning(id, "ready\n");
            var root = place.toString().substring(1);

            assertThat(machine.engine.list(id, root).orElseThrow().entries())
                    .containsExactly("around", "beside", "made", "sub/", "up");
            assertThat(read(machine, id, root + "/beside")).isEqualTo("made\n");
            write(machine, id, root + "/new/one/tool", "x");
            assertThat(place.resolve("new/one/tool")).hasContent("xx").isExecutable();
            try (var left = Files.list(place.resolve("new/one"))) {
                assertThat(left).hasSize(1);
            }
            assertThatThrownBy(() -> write(machine, id, root + "/made/under-a-file", "x"))
                    .isInstanceOf(TomboloException.class)
                    .hasMessageContaining("something above it is no folder");
            assertThatThrownBy(() -> write(machine, id, root + "/sub", "x"))
                    .isInstanceOf(TomboloException.class)
                    .hasMessageContaining("there is a folder of the name sub");
            assertThatThrownBy(() -> read(machine, id, root + "/sub"))
                    .isInstanceOf(TomboloException.class)
                    .hasMessageContaining("is no file, but a folder");
            assertThatThrownBy(() -> read(machine, id, root + "/nowhere"))
                    .isInstanceOfSatisfying(
                            TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
            assertThat(machine.engine.list(id, root + "/nowhere")).isEmpty();
            for (var endless : List.of("dev/null", "proc/uptime", "proc/version", root + "/pipe")) {
                assertThatThrownBy(() -> read(machine, id, endless))
                        .isInstanceOf(TomboloException.class)
                        .hasMessageContaining("is no file on a disk");
            }
            assertThatThrownBy(() -> machine.engine.list(id, "etc/../etc"))
                    .isInstanceOf(TomboloException.class)
                    .hasMessageContaining("expected an absolute path");
        }
    }

    @Test
    void aLinkThatTheWorkReplacesWhileItIsFollowedLeadsNowhereElse() throws Exception {
        var place = Files.createDirectory(folder.resolve("place"));
        try (var machine = TestingMachine.local(folder)) {
            var swaps = "cd " + place + "; mkdir a b; echo a >a/it; echo b >b/it; ln -s a way; echo ready;"
                    + " while :; do ln -sfn b x && mv -T x way; ln -sfn a x && mv -T x way; done";
            var id = machine.submit(job("files", script(swaps)));
            machine.awaitRunning(id, "ready\n");
            var path = place.toString().substring(1) + "/way/it";
            for (int time = 0; time < 300; time++) {
                assertThat(read(machine, id, path)).isIn("a\n", "b\n");
            }
        }
    }

    @Test
    void aProcessThatGaveUpRightsIsGivenNoneBack() throws Exception {
        var place = Files.createDirectory(folder.resolve("place"));
        Files.writeString(place.resolve("closed"), "for nobody");
        var open = Files.createDirectory(place.resolve("open"));
        for (var above : List.of(folder, place)) {
            Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(place.resolve("closed"), PosixFilePermissions.fromString("---------"));
        try (var machine = TestingMachine.local(folder)) {
            var lower = "[ $(id -u) != 0 ] || set -- setpriv --reuid 65534 --regid 65534 --clear-groups"
                    + " --bounding-set -all --inh-caps=-all; exec \"$@\" sh -c 'echo ready; exec sleep 1000'";
            var id = machine.submit(job("files", script(lower)));
            machine.awaitRunning(id, "ready\n");
            var root = place.toString().substring(1);

            assertThatThrownBy(() -> read(machine, id, root + "/closed"))
                    .isInstanceOfSatisfying(TomboloException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN);
                        assertThat(e).hasMessageContaining("permission denied");
                    });
            assertThatThrownBy(() -> write(machine, id, "etc/of-somebody-else", "x"))
                    .isInstanceOfSatisfying(
                            TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
            write(machine, id, root + "/open/new/mine", "x");
            var owner = Files.getAttribute(open.resolve("new/mine"), "unix:uid");
            assertThat(owner).isEqualTo(isRoot() ? 65534 : Files.getAttribute(place, "unix:uid"));
            assertThat(read(machine, id, root + "/open/new/mine")).isEqualTo("xx");
        }
    }

    private boolean isRoot() throws IOException {
        return Files.getAttribute(folder, "unix:uid").equals(0);
    }

    @Test
    void nothingIsLeftOfAFileThatBrokeOff() throws Exception {
        var place = Files.createDirectory(folder.resolve("place"));
        try (var machine = TestingMachine.local(folder)) {
            var id = machine.submit(job("files", script("ROOT=" + place + "\n" + WORK)));
            machine.awaitRunning(id, "ready\n");
            var path = place.toString().substring(1) + "/sub/half";
            machine.engine.write(id, path, "up1", 0, new byte[10], Optional.empty());
            assertThatThrownBy(() -> machine.engine.write(
                            id, path, "up1", 10, new byte[0], Optional.of(new Engine.LastPiece(-1, false))))
                    .isInstanceOf(TomboloException.class);
            try (var left = Files.list(place.resolve("sub"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void aFullDiskIsOneErrorAndNothingIsLeft() throws Exception {
        var place = Files.createDirectory(folder.resolve("place"));
        try (var machine = TestingMachine.local(folder)) {
            var mounts = "exec unshare --user --map-root-user --mount sh -c" + " 'mount -t tmpfs -o size=64k full "
                    + place + "; echo ready; exec sleep 1000'";
            var id = machine.submit(job("files", script(mounts)));
            machine.awaitRunning(id, "ready\n");
            var path = place.toString().substring(1);
            assertThatThrownBy(() -> machine.engine.write(
                            id,
                            path + "/big",
                            "up1",
                            0,
                            new byte[200_000],
                            Optional.of(new Engine.LastPiece(200_000, false))))
                    .isInstanceOf(TomboloException.class)
                    .hasMessageContaining("disk is full");
            assertThat(machine.engine.list(id, path).orElseThrow().entries()).isEmpty();
            write(machine, id, path + "/small", "x");
            assertThat(machine.engine.list(id, path).orElseThrow().entries()).containsExactly("small");
        }
    }

    @Test
    void ofWorkThatHasEndedAreNotSeen() {
        try (var machine = TestingMachine.local(folder)) {
            var id = machine.submit(job("ended", script("true")));
            machine.end(id);
            assertThatThrownBy(() -> machine.engine.list(id, "tmp"))
                    .isInstanceOfSatisfying(
                            TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        }
    }

    @Tag("containers")
    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void noLinkLeadsOutOfAContainer(ContainerRuntime runtime) {
        assertThat(TestingImage.isPossible()).as("busybox-static is installed").isTrue();
        var archive = folder.resolve("image.tar");
        TestingImage.busybox().write(archive);
        var work = new WorkSpec(
                Optional.of(new ImageSpec(UriSpec.of("oci-archive:" + archive))),
                new Program.Script("ROOT=/tmp\necho inside >/secret-of-the-machine\n" + WORK),
                List.of(),
                List.of(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
        try (var machine = TestingMachine.of(folder, runtime)) {
            var id = machine.submit(job("files", work));
            machine.awaitRunning(id, "ready\n");

            assertThat(read(machine, id, "tmp/made")).isEqualTo("made\n");
            assertThat(read(machine, id, "tmp/up")).isEqualTo("inside\n");
            assertThatThrownBy(() -> read(machine, id, "tmp/around")).isInstanceOf(TomboloException.class);
            write(machine, id, "tmp/fix.sh", "x");
            assertThat(read(machine, id, "tmp/fix.sh")).isEqualTo("xx");
            assertThat(machine.engine.list(id, "").orElseThrow().entries()).contains("tmp/", "secret-of-the-machine");
        }
    }
}

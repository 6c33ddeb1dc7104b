package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.enginehosts.TestingMachine.job;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.ExecOrder;

/// Commands inside of attempts in containers, by every runtime, as root and as an ordinary user.
@Tag("containers")
class ExecInContainerTest {
    @TempDir
    Path folder;

    private WorkSpec work(String script) {
        var archive = folder.resolve("image.tar");
        TestingImage.busybox().write(archive);
        return new WorkSpec(
                Optional.of(new ImageSpec(UriSpec.of("oci-archive:" + archive))),
                new Program.Script(script),
                List.of(),
                List.of(),
                Optional.empty(),
                new LinkedHashMap<>(Map.of("/data", new MountSpec("data", false))),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void mayDoNoMoreThanTheJob(ContainerRuntime runtime) {
        // What only root can use says nothing of others, who gain nothing.
        // Apptainer lets root's programs inherit all that root has in its own user namespace: a command gets less.
        var kinds = runtime == ContainerRuntime.APPTAINER ? "Prm|Eff" : "Inh|Prm|Eff|Amb";
        var rights = "grep -E 'Cap(" + kinds + ")|NoNewPrivs|Seccomp|Uid|Gid' /proc/self/status;"
                + " [ $(id -u) != 0 ] || grep CapBnd /proc/self/status; cat /proc/self/uid_map; ls /proc/self/fd";
        try (var machine = TestingMachine.of(folder, runtime)) {
            var id = machine.submit(job("inside", work(rights + "; echo ready; exec sleep 1000")));
            machine.awaitRunning(id, "ready\n");

            var said = new Conversation(machine.engine.exec(
                    id, new ExecOrder("one", List.of("sh", "-c", rights + "; echo ready"), Optional.empty())));

            assertThat(said.exit()).as(said.err()).isZero();
            assertThat(said.text()).isEqualTo(machine.out(id));
        }
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void runsInsideOfTheContainer(ContainerRuntime runtime) {
        assertThat(TestingImage.isPossible()).as("busybox-static is installed").isTrue();
        try (var machine = TestingMachine.of(folder, runtime)) {
            var id = machine.submit(
                    job("inside", work("id -u; ls /; cd /data; touch here; echo ready; exec sleep 1000")));
            machine.awaitRunning(id, "ready\n");

            var script = "id -u; ls /; echo ready; { pwd; ls; echo $GREETING $WORD; } >&2";
            var said = new Conversation(
                    machine.engine.exec(id, new ExecOrder("one", List.of("sh", "-c", script), Optional.empty())));
            assertThat(said.exit()).as(said.err()).isZero();
            assertThat(said.text()).isEqualTo(machine.out(id));
            assertThat(said.err()).isEqualTo("/data\nhere\nhello a 'quoted' word\n");

            var terminal = new ExecOrder.Terminal("vt100", new ExecOrder.Size(97, 31));
            var shell =
                    new Conversation(machine.engine.exec(id, new ExecOrder("two", List.of(), Optional.of(terminal))));
            shell.type("stty size; exit 3\n");
            shell.hearUntil("31 97");
            assertThat(shell.exit()).isEqualTo(3);
        }
    }
}

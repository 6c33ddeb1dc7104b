package org.tombolo.testkit.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.server.Server;
import org.tombolo.testkit.newcomer.Typed;

/// `tombolo sites check`, with real runtimes.
@Tag("containers")
class SiteCheckTest {
    @TempDir
    Path folder;

    private static String engine() {
        return TestingDocker.isPossible() ? "docker-host: " + TestingDocker.host() + "\n" : "";
    }

    @Test
    void saysWhyDockersEngineIsNotUsed() throws Exception {
        var home = folder.resolve("home");
        Files.createDirectories(home.resolve("sites"));
        var programs = Files.createDirectories(folder.resolve("programs"));
        var rootless = Files.writeString(
                programs.resolve("docker"), "#!/bin/sh\necho '[name=seccomp,profile=default name=rootless]'\n");
        assertThat(rootless.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                home.resolve("sites/rootless.yaml"),
                "engine: hosts\ncontainers: docker\ndocker-host: unix://%s/nobody\npath: %s:%s\n"
                        .formatted(folder, programs, Unstable.PATH));
        try (var _ = Server.start(home, Map.of())) {
            assertThat(Typed.at(home, "sites", "check").out())
                    .containsPattern("docker +no +its engine is rootless: .* bubblewrap");
        }
        assertThat(rootless.toFile().delete()).isTrue();
        try (var _ = Server.start(home, Map.of())) {
            assertThat(Typed.at(home, "sites", "check").out()).containsPattern("docker +no +[^ ]");
            var image = Busybox.in(folder.resolve("image"));
            var workflow = Files.writeString(
                    folder.resolve("workflow.yaml"),
                    "version: v4\njobs: {a: {image: {uri: '%s'}, script: 'true'}}\n".formatted(image));
            assertThat(Typed.at(home, "run", workflow.toString()).all())
                    .contains("no container runtime works here: docker");
        }
    }

    @Test
    void saysOfEachRuntimeWhetherItWorksAndWhyNot() throws Exception {
        var home = folder.resolve("home");
        var programs = Files.createDirectories(folder.resolve("programs"));
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(
                home.resolve("sites/local.yaml"),
                "engine: hosts\npath: %s:%s\n".formatted(programs, Unstable.PATH) + engine());
        var broken =
                Files.writeString(programs.resolve("ch-run"), "#!/bin/sh\necho broken here\necho and there\nexit 3\n");
        try (var _ = Server.start(home, Map.of())) {
            var asItIs = Typed.at(home, "sites", "check");
            assertThat(asItIs.status()).as(asItIs.all()).isZero();
            assertThat(asItIs.out())
                    .containsPattern("(?m)^local$")
                    .containsPattern("user namespaces +yes")
                    .containsPattern("writable layer +yes")
                    .containsPattern("bubblewrap +yes +a process was started in it; images run by it")
                    .containsPattern("podman +yes")
                    .containsPattern("apptainer +(yes|no +no apptainer or singularity in the site's path)")
                    .containsPattern("SIF files +yes")
                    .containsPattern("isolated networks +(yes|no +/dev/net/tun cannot be opened)")
                    .containsPattern(
                            TestingDocker.isPossible()
                                    ? "docker +yes +a process was started in it; who may use it is root on this machine"
                                    : "docker +no +[^ ]")
                    .containsPattern("agent's folder +(yes|no) +[0-9.]+ GiB free");
            assertThat(asItIs.out()).as("what cannot be executed is not it").containsPattern("charliecloud +yes");

            assertThat(broken.toFile().setExecutable(true)).isTrue();
        }
        try (var _ = Server.start(home, Map.of())) {
            var planted = Typed.at(home, "sites", "check", "local", "--json");
            assertThat(planted.out()).contains("\"what\" : \"charliecloud\"", "broken here; and there");
            for (var runtime : Unstable.runtimes().toList()) {
                boolean works = runtime != ContainerRuntime.CHARLIECLOUD;
                assertThat(planted.out())
                        .containsPattern("\"what\" : \"%s\",\\s+\"works\" : %s".formatted(runtime.word(), works));
            }
            var nowhere = Typed.at(home, "sites", "check", "nowhere");
            assertThat(nowhere.status()).isEqualTo(2);
            assertThat(nowhere.err()).contains("no site \"nowhere\"");
        }
    }
}

package org.tombolo.testkit.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.ServerCommand;
import org.tombolo.testkit.newcomer.Typed;

/// `kill -9` of the real server under a container.
@Tag("containers")
@ExtendWith(PackedProgram.class)
class KilledServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.tombolo.testkit.containers.Unstable#runtimes")
    void theWorkGoesOnAndTheNextServerSeesHowItEnded(ContainerRuntime runtime, Program program) throws Exception {
        var home = folder.resolve("home");
        var volumes = home.resolve("work/local/volumes");
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(home.resolve("sites/local.yaml"), Unstable.site(runtime));
        var workflow =
                Files.writeString(folder.resolve("workflow.yaml"), """
                version: v4
                volumes: {data: {}}
                jobs:
                  work:
                    image: {uri: '%s'}
                    mounts: {/data: data}
                    script: |
                      echo before; echo > /data/up
                      while test ! -e /data/go; do sleep 0.1; done
                      echo after; echo > /data/done
                      exit 7
                """.formatted(Busybox.in(folder.resolve("image"))));
        var command = new ServerCommand(program, home);
        Path go;
        try (var server = command.start()) {
            server.awaitReady();
            var started = Typed.at(home, "run", workflow.toString(), "--detach");
            assertThat(started.status()).as(started.all()).isZero();
            go = appears(volumes, "up").resolveSibling("go");
            server.kill();
        }
        Files.createFile(go);
        appears(volumes, "done"); // nobody of ours is there
        try (var server = command.start()) {
            server.awaitReady();
            assertThat(Typed.at(home, "wait", "last").status()).isEqualTo(1);
            assertThat(Typed.at(home, "show", "last").out()).contains("exit code 7");
            assertThat(Typed.at(home, "logs", "last", "work", "--out").out()).isEqualTo("before\nafter\n");
            server.end(Duration.ofSeconds(30));
        }
    }

    private static Path appears(Path folder, String name) throws Exception {
        var limit = Instant.now().plus(PATIENCE);
        while (true) {
            try (var files = Files.exists(folder) ? Files.walk(folder) : Stream.<Path>empty()) {
                var found = files.filter(file -> file.endsWith(name)).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (java.io.UncheckedIOException e) {
                // it changes while we look
            }
            assertThat(Instant.now()).as(name + " within " + PATIENCE).isBefore(limit);
            Thread.sleep(20);
        }
    }
}

package org.tombolo.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

final class ServerTest {
    @TempDir
    Path folder;

    private Home home() {
        return new Home(folder.resolve("home"));
    }

    /// A server that is a shell script: what it is told as a server, it does in a few lines.
    private Server server(String script) throws IOException {
        var java = folder.resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new Server(home(), new Launch(java, "nothing", List.of(), Map.of("PATH", System.getenv("PATH"))));
    }

    private void writeFile(long pid, Instant startedAt) throws IOException {
        Files.createDirectories(home().folder());
        Files.write(home().serverFile(), Json.bytes(new ServerFile(pid, "http://127.0.0.1:1", startedAt, "1")));
    }

    private static final String READY = """
            printf '{"pid":%d,"url":"http://127.0.0.1:1","startedAt":"%s","version":"1"}' $$ "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$TOMBOLO_HOME/server.json"
            exec sleep 60
            """;

    @Test
    void startsAServerInASessionOfItsOwnAndEndsIt() throws Exception {
        var server = server(READY);
        var started = server.start();
        try {
            assertThat(server.running()).contains(started);
            // field 6 of stat is the session
            var stat = Files.readString(Path.of("/proc/" + started.pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            assertThat(fields[3]).isEqualTo(String.valueOf(started.pid()));
        } finally {
            server.stop(started);
        }
        assertThat(server.running()).isEmpty();
    }

    @Test
    void showsTheEndOfTheServersLogWhenItDoesNotStart() throws Exception {
        var server = server("echo 'server.yaml:3 prot: unknown key' >&2; exit 4\n");
        assertThatThrownBy(server::start)
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE))
                .hasMessageContaining("exit status 4")
                .hasMessageContaining("server.yaml:3 prot: unknown key");
    }

    @Test
    void takesTheServerThatAnotherCommandStartedAtTheSameTime() throws Exception {
        var server = server("echo 'another server has this folder' >&2; exit 5\n");
        Files.createDirectories(home().folder());
        try (var file = FileChannel.open(
                        home().lockFile(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                var _ = file.lock()) {
            var _ = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(300); // the other one takes longer than ours to refuse
                    writeFile(ProcessHandle.current().pid(), Instant.now());
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(server.start().pid()).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void isNotFooledByTheFileOfADeadServer() throws Exception {
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        writeFile(dead.pid(), Instant.now());
        assertThat(server("").running()).isEmpty();
    }

    @Test
    void isNotFooledByAnotherProcessWithTheServersNumber() throws Exception {
        var mine = ProcessHandle.current();
        writeFile(mine.pid(), mine.info().startInstant().orElseThrow().minusSeconds(3600));
        assertThat(server("").running()).isEmpty();
        writeFile(mine.pid(), mine.info().startInstant().orElseThrow().plusSeconds(3));
        assertThat(server("").running()).isPresent();
    }

    @Test
    void saysWhatToDoWithAFileThatCannotBeRead() throws Exception {
        Files.createDirectories(home().folder());
        Files.writeString(home().serverFile(), "{\"pid\": ");
        var server = server("");
        assertThatThrownBy(server::running).hasMessageContaining("delete it if no factory runs");
    }

    @Test
    void doesNotGiveTheUsersTokenToTheServer() throws Exception {
        var java = folder.resolve("java");
        Files.writeString(java, "#!/bin/sh\nenv >&2\nexit 1\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        var server = new Server(home(), new Launch(java, "nothing", List.of(), Map.of()));
        assertThatThrownBy(server::start).hasMessageContaining("exit status 1");
        assertThat(Files.readString(home().serverOutput()))
                .contains("TOMBOLO_HOME=" + home().folder())
                .doesNotContain("TOMBOLO_TOKEN");
    }
}

package org.tombolo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;
import org.tombolo.wire.Paths;
import org.tombolo.wire.factory.ServerFile;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.RunSummary;
import org.tombolo.wire.run.Task;

class ServerTest {
    @TempDir
    private Path home;

    @Test
    void tellsWhereItListensWhileItIsReadyAndOnlyThen() throws Exception {
        var file = home.resolve(ServerFile.NAME);
        try (var server = Server.start(home, Map.of())) {
            assertThat(Json.answer(Files.readAllBytes(file), ServerFile.class)).isEqualTo(server.file());
            assertThat(server.file().url()).startsWith("http://127.0.0.1:");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void remembersWhatRanAfterARestart() throws Exception {
        String run;
        try (var server = new TestingServer(home)) {
            run = server.start("red", TestingServer.HELLO);
            assertThat(server.ended("red", run).state()).isEqualTo("succeeded");
        }
        try (var server = Server.start(home, Map.of())) {
            var owner = new OwnerClient(server, home);
            var shown = Json.answer(owner.get(Paths.of(Paths.RUN, "red", run)), Run.class);
            assertThat(shown.state()).isEqualTo("succeeded");
            assertThat(shown.jobs().getFirst().attempts())
                    .as("whether the site has forgotten it or not")
                    .hasSize(1);
            assertThat(Json.items(owner.get(Paths.of(Paths.RUNS, "red")), RunSummary.class)
                            .items())
                    .extracting(RunSummary::id)
                    .containsExactly(run);
            var logs = Paths.of(Paths.LOGS, "red", run);
            assertThat(text(owner.get(logs))).isEqualTo("hello\n");
            assertThat(text(owner.get(logs + "?stream=err"))).isEqualTo("oops\n");
            assertThat(text(owner.get(logs + "?offset=2"))).isEqualTo("llo\n");
            assertThat(text(owner.get(logs + "?tail=3"))).isEqualTo("lo\n");
        }
    }

    /// While its site forgets an attempt, its output moves from there into the object store.
    @Test
    void hasTheOutputAtEveryMomentBehindTheEnd() throws Exception {
        try (var server = new TestingServer(home)) {
            for (int i = 0; i < 10; i++) {
                var run = server.start("red", TestingServer.HELLO);
                assertThat(server.ended("red", run).state()).isEqualTo("succeeded");
                for (int reading = 0; reading < 40; reading++) {
                    var logs = server.get(Paths.of(Paths.LOGS, "red", run), "red-viewer");
                    assertThat(logs.text())
                            .as("reading %d of run %d", reading, i)
                            .isEqualTo("hello\n");
                }
            }
        }
    }

    /// While its site forgets an attempt, its task moves from the live state into the history.
    @Test
    void hasTheTasksAtEveryMomentBehindTheEnd() throws Exception {
        try (var server = new TestingServer(home)) {
            var run = server.start(
                    "red", "version: v4\njobs: {three: {task-array: {start: 1, end: 3}, command: ['true']}}\n");
            assertThat(server.ended("red", run).state()).isEqualTo("succeeded");
            for (int reading = 0; reading < 200; reading++) {
                var page = server.get(Paths.of(Paths.TASKS, "red", run, "three"), "red-viewer");
                assertThat(Json.items(page.bytes(), Task.class).items())
                        .as("reading %d", reading)
                        .extracting(Task::index, Task::state, Task::tries)
                        .containsExactly(tuple(1, "ended", 1), tuple(2, "ended", 1), tuple(3, "ended", 1));
            }
        }
    }

    @Test
    void listsRunsInPagesTheNewestFirst() throws Exception {
        try (var server = new TestingServer(home)) {
            var runs = new ArrayList<String>();
            for (int i = 0; i < 5; i++) {
                runs.add(server.start("red", TestingServer.HELLO));
            }
            for (var run : runs.subList(0, 3)) {
                server.ended("red", run);
            }
            var seen = new ArrayList<String>();
            var after = "";
            for (int page = 0; page < 5; page++) {
                var path = Paths.of(Paths.RUNS, "red") + "?limit=2" + after;
                var items = Json.items(server.get(path, "red-viewer").bytes(), RunSummary.class);
                items.items().forEach(run -> seen.add(run.id()));
                if (items.next().isEmpty()) {
                    break;
                }
                after = "&after=" + items.next().get();
            }
            assertThat(seen).isEqualTo(runs.reversed());
        }
    }

    @Test
    void refusesASecondServerAndNamesTheFirst() throws Exception {
        try (var _ = Server.start(home, Map.of())) {
            var second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName())
                    .redirectErrorStream(true);
            second.environment().put("TOMBOLO_HOME", home.toString());
            var process = second.start();
            var said = text(process.getInputStream().readAllBytes());

            assertThat(process.waitFor()).isEqualTo(2);
            assertThat(said).contains("process " + ProcessHandle.current().pid(), home.toString(), "tombolo down");
        }
    }

    @Test
    void stopsAtAnUnknownSettingWithItsLineAndTheNearestKnownOne() throws Exception {
        Files.writeString(home.resolve("tombolo.yaml"), "# settings\nprot: 8080\n");
        assertRefused(ErrorCode.BAD_INPUT, "tombolo.yaml:2:1", "unknown key \"prot\"", "did you mean \"port\"?");
    }

    @Test
    void stopsAtASiteFileThatCannotBeMeant() throws Exception {
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(home.resolve("sites/lab.yaml"), "engine: hosts\ncores: 3-1\nlost-afterr: 10m\n");
        assertRefused(ErrorCode.BAD_INPUT, "lab.yaml:2:8", "0-3,6", "lab.yaml:3:1", "did you mean \"lost-after\"?");
    }

    @Test
    void refusesAStateFolderOfANewerProgramAndTouchesNothing() throws Exception {
        Files.writeString(home.resolve("format"), "99\n");
        assertRefused(ErrorCode.CORRUPT, "layout 99", "newer Tombolo");
        assertThat(home.resolve("journal.db")).doesNotExist();
    }

    @Test
    void drawsANewTokenWhenTheFileWasDeleted() throws Exception {
        String old;
        try (var server = Server.start(home, Map.of())) {
            old = Files.readString(home.resolve("token"));
            assertThat(new OwnerClient(server, home).get(Paths.ME)).isNotEmpty();
        }
        Files.delete(home.resolve("token"));
        try (var server = Server.start(home, Map.of())) {
            assertThat(Files.readString(home.resolve("token"))).isNotEqualTo(old);
            assertThat(new OwnerClient(server, home).get(Paths.ME)).isNotEmpty();
        }
    }

    @Test
    void readsASiteFile() throws Exception {
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(
                home.resolve("sites/lab.yaml"),
                "engine: hosts\ncores: 0\nmemory: 1GiB\ndevices: {example.com/fpga: 0-1}\nports: 21000-21009\ncgroups: off\n");
        var sites = SiteSettings.readAll(home.resolve("sites"));

        assertThat(sites).hasSize(1);
        var hosts = ((SiteSettings.Driven.Hosts) sites.getFirst().by()).settings();
        assertThat(hosts.cores()).contains(List.of(0));
        assertThat(hosts.memoryBytes()).contains(1L << 30);
        assertThat(hosts.devices()).containsEntry("example.com/fpga", List.of(0, 1));
        assertThat(hosts.path().orElseThrow()).startsWith(System.getProperty("java.home"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void assertRefused(ErrorCode code, String... parts) {
        assertThatThrownBy(() -> Server.start(home, Map.of()))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(parts);
        assertThat(home.resolve(ServerFile.NAME)).doesNotExist();
    }
}

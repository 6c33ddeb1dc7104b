package org.tombolo.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombolo.cli.FakeFactory;
import org.tombolo.cli.Samples;
import org.tombolo.cli.Typed;
import org.tombolo.model.ErrorCode;
import org.tombolo.wire.store.Item;

final class CpCommandTest {
    private static final String RUN = "/api/v1/projects/default/runs/r1";
    private static final String VOLUME = RUN + "/volumes/results";

    @TempDir
    Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private static Item folder(String path, String... entries) {
        return new Item(path, true, 0, false, List.of(entries));
    }

    private static Item file(String path, long size) {
        return new Item(path, false, size, path.endsWith(".sh"), List.of());
    }

    private static FakeFactory factory(Map<String, Item> items, Map<String, String> contents) {
        return new FakeFactory()
                .onGet(RUN, Samples.run("r1", "succeeded", 5))
                .on("GET", VOLUME + "/list", exchange -> {
                    var item = items.get(path(exchange.getRequestURI().getQuery()));
                    if (item == null) {
                        FakeFactory.problem(exchange, ErrorCode.NOT_FOUND, "no such file");
                    } else {
                        FakeFactory.json(exchange, 200, item);
                    }
                })
                .on(
                        "GET",
                        VOLUME + "/read",
                        exchange -> FakeFactory.body(
                                exchange,
                                200,
                                "application/octet-stream",
                                contents.getOrDefault(
                                                path(exchange.getRequestURI().getQuery()), "")
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static String path(String query) {
        return query.substring(query.indexOf('=') + 1);
    }

    private static FakeFactory tree() {
        return factory(
                Map.of(
                        "", folder("", "a.txt", "sub/"),
                        "a.txt", file("a.txt", 5),
                        "sub", folder("sub", "run.sh"),
                        "sub/run.sh", file("sub/run.sh", 3)),
                Map.of("a.txt", "hello", "sub/run.sh", "#!x"));
    }

    private Map<String, String> found(Path where) throws IOException {
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(where)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                found.put(where.relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }

    @Test
    void copiesWhatIsInAVolume() throws IOException {
        try (var factory = tree()) {
            var typed = Typed.at(
                    factory, home(), "cp", "r1:results/", folder.resolve("to").toString());
            assertThat(typed.status()).isZero();
            assertThat(typed.out()).contains("copied 2 files, 8 B");
            assertThat(found(folder.resolve("to"))).isEqualTo(Map.of("a.txt", "hello", "sub/run.sh", "#!x"));
            assertThat(Files.isExecutable(folder.resolve("to/sub/run.sh"))).isTrue();
            assertThat(Files.isExecutable(folder.resolve("to/a.txt"))).isFalse();
        }
    }

    @Test
    void copiesAFolderUnderItsName() throws IOException {
        try (var factory = tree()) {
            Typed.at(
                    factory,
                    home(),
                    "cp",
                    "r1:results/sub",
                    folder.resolve("to").toString());
            assertThat(found(folder.resolve("to"))).containsOnlyKeys("sub/run.sh");
        }
    }

    @Test
    void writesAFileToStandardOutput() {
        try (var factory = tree()) {
            assertThat(Typed.at(factory, home(), "cp", "r1:results/a.txt", "-").out())
                    .isEqualTo("hello");
        }
    }

    @Test
    void leavesNothingOfAFileThatCameShort() throws IOException {
        try (var factory = factory(Map.of("a.txt", file("a.txt", 9)), Map.of("a.txt", "hello"))) {
            var typed = Typed.at(
                    factory,
                    home(),
                    "cp",
                    "r1:results/a.txt",
                    folder.resolve("to").toString());
            assertThat(typed.status()).isEqualTo(3);
            assertThat(typed.err()).contains("5 bytes came, its size is 9");
            assertThat(found(folder.resolve("to"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../", "../evil", "a/b", "/etc/passwd", ".", "a\\b"})
    void refusesANameThatLeadsElsewhere(String name) throws IOException {
        try (var factory = factory(Map.of("", folder("", name), name, file(name, 5)), Map.of(name, "hello"))) {
            var typed = Typed.at(
                    factory, home(), "cp", "r1:results/", folder.resolve("to").toString());
            assertThat(typed.status()).isEqualTo(3);
            assertThat(typed.err()).contains("could be written outside");
            assertThat(found(folder)).isEmpty();
        }
    }

    @Test
    void writesThroughNoLinkInTheTarget() throws IOException {
        var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectory(folder.resolve("to"));
        Files.createSymbolicLink(folder.resolve("to/sub"), elsewhere);
        Files.createSymbolicLink(folder.resolve("to/a.txt"), elsewhere.resolve("planted"));
        try (var factory = tree()) {
            Typed.at(
                    factory,
                    home(),
                    "cp",
                    "r1:results/a.txt",
                    folder.resolve("to").toString());
            assertThat(Files.isSymbolicLink(folder.resolve("to/a.txt"))).isFalse();
            var typed = Typed.at(
                    factory,
                    home(),
                    "cp",
                    "r1:results/sub",
                    folder.resolve("to").toString());
            assertThat(typed.status()).isEqualTo(2);
            assertThat(found(elsewhere)).isEmpty();
        }
    }

    @Test
    void namesTheVolumesThatThereAre() {
        try (var factory = tree()) {
            var typed = Typed.at(factory, home(), "cp", "r1:model/a", ".");
            assertThat(typed.status()).isEqualTo(2);
            assertThat(typed.err()).contains("no volume \"model\"; it has results");
        }
    }
}

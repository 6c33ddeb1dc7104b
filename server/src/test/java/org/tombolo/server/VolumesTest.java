package org.tombolo.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.server.TestingServer.id;
import static org.tombolo.server.TestingServer.map;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.wire.Json;
import org.tombolo.wire.Paths;
import org.tombolo.wire.store.Item;
import org.tombolo.wire.store.Volume;
import org.tombolo.wire.store.VolumeSize;

/// Persistent volumes and provisioners, through the API. No job mounts them here: a machine may not allow it.
class VolumesTest {
    private static final String VOLUMES = Paths.of(Paths.VOLUMES, "red");
    private static final String MODELS = Paths.of(Paths.VOLUME, "red", "models");
    private static final String COPY = """
            version: v4
            files: {text: hello}
            volumes:
              models:
                %s
                ingress: [{source: {uri: file://text}, destination: {uri: file://%s}}]
            jobs: {nothing: {script: 'true'}}
            """;

    @TempDir
    Path home;

    @TempDir
    Path fast;

    @TempDir
    Path slow;

    @BeforeEach
    void writeSite() throws Exception {
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(home.resolve("sites/local.yaml"), """
                engine: hosts
                provisioners:
                  - {name: slow, folder: %s, annotations: {media: disk}}
                  - {name: fast, folder: %s, annotations: {media: nvme, tier: "1"}, policy: {red: create, "*": ephemeral}}
                """.formatted(slow, fast));
    }

    private static TestingServer.Answer create(TestingServer server, String project, Object... more) throws Exception {
        var body = map("request", id(), "name", "models", "annotations", Map.of());
        body.putAll(map(more));
        return server.call("POST", Paths.of(Paths.VOLUMES, project), project + "-member", body);
    }

    private static TestingServer.Answer write(TestingServer server, String path, String text) throws Exception {
        return server.send(
                "PUT",
                Paths.of(Paths.VOLUME_WRITE, "red", "models") + "?executable=true&path=" + path,
                Optional.of(server.secret("red-member")),
                "application/octet-stream",
                text.getBytes(UTF_8));
    }

    private static String run(TestingServer server, String use, String file) throws Exception {
        return server.ended("red", server.start("red", COPY.formatted(use, file)))
                .state();
    }

    private static String refused(TestingServer server, String project, String use) throws Exception {
        var answer = server.call(
                "POST",
                Paths.of(Paths.RUNS, project),
                project + "-member",
                map("run", id(), "workflow", COPY.formatted(use, "file")));
        assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
        return answer.text();
    }

    @Test
    void makesListsMeasuresAndRemovesAPersistentVolume() throws Exception {
        try (var server = new TestingServer(home)) {
            assertThat(create(server, "red", "size", 1_000_000, "use", "fast").status())
                    .isEqualTo(201);
            assertThat(fast.resolve("projects/red/models")).isDirectory();
            assertThat(create(server, "red").text()).contains("has a volume models already");
            var listed = Json.items(server.get(VOLUMES, "red-viewer").bytes(), Volume.class)
                    .items();
            assertThat(listed).hasSize(1);
            assertThat(listed.getFirst().provisioner()).contains("fast");
            assertThat(listed.getFirst().size()).contains(1_000_000L);
            assertThat(Json.items(
                                    server.get(Paths.of(Paths.VOLUMES, "blue"), "blue-viewer")
                                            .bytes(),
                                    Volume.class)
                            .items())
                    .isEmpty();

            assertThat(write(server, "sub/run.sh", "#!/bin/sh\n").status()).isEqualTo(204);
            assertThat(write(server, "../out", "x").text()).contains("path");
            var size = Json.answer(server.get(MODELS + "/size", "red-viewer").bytes(), VolumeSize.class);
            assertThat(size).isEqualTo(new VolumeSize(10, 1, Optional.of(1_000_000L), Optional.empty()));
            var item = Json.answer(
                    server.get(MODELS + "/list?path=sub/run.sh", "red-viewer").bytes(), Item.class);
            assertThat(item.executable()).isTrue();
            assertThat(server.get(MODELS + "/read?path=sub/run.sh", "red-viewer")
                            .text())
                    .isEqualTo("#!/bin/sh\n");

            assertThat(server.call("DELETE", MODELS + "?request=" + id(), "red-member", Map.of())
                            .status())
                    .isEqualTo(200);
            for (int i = 0; i < 500 && Files.exists(fast.resolve("projects/red/models")); i++) {
                Thread.sleep(20);
            }
            assertThat(fast.resolve("projects/red/models")).doesNotExist();
        }
    }

    @Test
    void refusesAVolumeThatIsToBeThereAndIsNot() throws Exception {
        try (var server = new TestingServer(home)) {
            assertThat(refused(server, "red", "use: persistent\n    name: models"))
                    .contains("no persistent volume", "tombolo volumes create models");
            create(server, "red");
            assertThat(run(server, "use: persistent\n    name: models", "a")).isEqualTo("succeeded");
            assertThat(run(server, "name: models", "b")).isEqualTo("succeeded");
            assertThat(slow.resolve("projects/red/models/b")).hasContent("hello");
            assertThat(refused(server, "red", "use: fast\n    name: models"))
                    .contains("is of provisioner slow, not fast");
        }
    }

    @Test
    void makesTheVolumeOfAnOlderReferenceOnFirstUse() throws Exception {
        try (var server = new TestingServer(home)) {
            assertThat(run(server, "reference: volume://user/fast/models", "a")).isEqualTo("succeeded");
            assertThat(fast.resolve("projects/red/models/a")).hasContent("hello");
            assertThat(run(server, "reference: volume://user/fast/models", "b")).isEqualTo("succeeded");
        }
    }

    @Test
    void choosesAProvisionerByNameAndAnnotations() throws Exception {
        try (var server = new TestingServer(home)) {
            assertThat(run(server, "annotations: {media: nvme}", "a")).isEqualTo("succeeded");
            assertThat(run(server, "use: ephemeral", "b")).isEqualTo("succeeded");
            assertThat(fast.resolve("runs")).isDirectoryContaining(run -> Files.exists(run.resolve("models/a")));
            assertThat(slow.resolve("runs")).isDirectoryContaining(run -> Files.exists(run.resolve("models/b")));
            assertThat(refused(server, "red", "annotations: {media: tape}")).contains("media=tape", "slow, fast");
            assertThat(refused(server, "red", "use: tape")).contains("no storage provisioner", "tape", "slow, fast");
        }
    }

    @Test
    void letsAProjectDoWhatThePolicyLetsIt() throws Exception {
        try (var server = new TestingServer(home)) {
            var run = server.start("blue", COPY.formatted("use: fast", "a"));
            assertThat(server.ended("blue", run).state()).isEqualTo("succeeded");
            assertThat(create(server, "blue", "use", "fast").text())
                    .contains("policy of fast does not let project blue make persistent volumes");
        }
    }

    @Test
    void aFolderOfTheHostIsAVolumeWhereTheSiteFileListsIt(@TempDir Path folder) throws Exception {
        var listed = Files.createDirectory(folder.resolve("listed"));
        var before = Files.writeString(listed.resolve("before"), "mine");
        Files.createSymbolicLink(listed.resolve("out"), Files.createDirectory(folder.resolve("secret")));
        Files.writeString(
                home.resolve("sites/local.yaml"), "engine: hosts\nhost-folders: [%s]\n".formatted(listed.toString()));
        var of = COPY.replace("v4", "v1").replace("models:", "models:\n    type: HOST");
        try (var server = new TestingServer(home)) {
            var run = server.start("red", of.formatted("path: " + listed, "sub/file"));
            assertThat(server.ended("red", run).state()).isEqualTo("succeeded");
            assertThat(listed.resolve("sub/file")).hasContent("hello");

            var led = server.start("red", of.formatted("path: " + listed.resolve("out"), "file"));
            assertThat(server.ended("red", led).state()).isEqualTo("failed");
            assertThat(folder.resolve("secret")).isEmptyDirectory();
            var gone = server.start("red", of.formatted("path: " + listed.resolve("gone"), "file"));
            assertThat(server.ended("red", gone).state()).isEqualTo("failed");
            assertThat(listed.resolve("gone")).doesNotExist();
            assertThat(server.call(
                                    "POST",
                                    Paths.of(Paths.RUNS, "red"),
                                    "red-member",
                                    map("run", id(), "workflow", of.formatted("path: " + folder, "file")))
                            .text())
                    .contains("volumes.models.path", "`host-folders`", listed.toString());
            assertThat(before).hasContent("mine");
        }
    }

    @Test
    void letsTenRunsWriteToTheSamePersistentVolume() throws Exception {
        try (var server = new TestingServer(home)) {
            create(server, "red");
            var runs = new ArrayList<String>();
            for (int i = 0; i < 10; i++) {
                runs.add(server.start("red", COPY.formatted("name: models", "file-" + i)));
            }
            for (var run : runs) {
                assertThat(server.ended("red", run).state()).isEqualTo("succeeded");
            }
            var size = Json.answer(server.get(MODELS + "/size", "red-viewer").bytes(), VolumeSize.class);
            assertThat(size.files()).isEqualTo(10);
            assertThat(size.bytes()).isEqualTo(50);
        }
    }
}

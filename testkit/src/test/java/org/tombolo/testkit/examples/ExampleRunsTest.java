package org.tombolo.testkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombolo.cli.Cli;
import org.tombolo.server.Server;
import org.tombolo.testkit.servers.S3TestServer;

/// Examples that need more than a shell, as they are, on a real factory; as root and as an ordinary user. The others
/// are
/// run by the pages that show them.
@Tag("examples")
final class ExampleRunsTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    static Path home;

    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        server = Server.start(home, Map.of());
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void aFileOfTheOlderFormatRunsAsItIs() {
        var run = type("run", example("older-format"));
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(type("logs", "last", "count", "--out").all()).isEqualTo("6\n");
    }

    @Test
    void aFolderOfABucketComesInAndTheResultGoesBack(@TempDir Path folder) throws Exception {
        try (var s3 = new S3TestServer(folder.resolve("s3"))) {
            s3.makeBucket("mine");
            Files.createDirectories(s3.object("mine", "texts"));
            Files.writeString(s3.object("mine", "texts/a.txt"), "one two three\n");
            Files.writeString(s3.object("mine", "texts/b.txt"), "four\n");
            var keys = Files.writeString(
                    folder.resolve("keys"),
                    "accessKeyId=%s\nsecretAccessKey=%s\nendpoint=%s\n"
                            .formatted(S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY, s3.endpoint()));
            var set = type("secrets", "set", "my-s3", "--type", "s3", "--file", keys.toString());
            assertThat(set.status()).as(set.all()).isZero();
            var run = type("run", example("s3-in-and-out"), "--set", "bucket=mine");
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(s3.object("mine", "results/counts.txt"))
                    .content()
                    .containsPattern("3 a.txt")
                    .containsPattern("1 b.txt")
                    .containsPattern("4 total");
        }
    }

    @Test
    void aNetIsTrainedByPyTorchAndGoesOnAtItsCheckpointWhenItWasBrokenOff() {
        var run = type("run", example("pytorch"), "--set", "break-at=15");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(type("logs", "last", "train", "--out").all())
                .contains("goes on behind epoch 15", "epoch 40: held-out loss");
        assertThat(type("logs", "last", "judge", "--out").all())
                .containsPattern("held-out loss: 1\\.\\d+ before, 0\\.0\\d+ after 40 epochs; 9\\d\\.\\d% right");
        var tooLittle = type("run", example("pytorch"), "--set", "epochs=1");
        assertThat(tooLittle.status()).as(tooLittle.all()).isNotZero();
    }

    private record Came(int status, String all) {}

    private static Came type(String... words) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = new Cli(Map.of("TOMBOLO_HOME", home.toString()), stream, stream).run(words);
        return new Came(status, out.toString(StandardCharsets.UTF_8));
    }

    private static String example(String name) {
        return EXAMPLES.resolve(name).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openmpi", "mpich"})
    void anMpiProgramIsCompiledAndItsProcessesAddUp(String library) {
        var run = type("run", example("mpi"), "--set", "mpi=" + library, "--set", "ranks=3");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(type("logs", "last", "pi", "--out").all()).isEqualTo("3 processes: pi is 3.141593\n");
    }
}

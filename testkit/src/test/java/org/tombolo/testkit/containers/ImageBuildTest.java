package org.tombolo.testkit.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.server.Server;
import org.tombolo.testkit.newcomer.Typed;

/// `tombolo image build` by real buildah, as root and as an ordinary user, on bases that come from nowhere else.
@Tag("containers")
class ImageBuildTest {
    private static final String BUSYBOX = """
            FROM scratch
            COPY busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            """;

    @TempDir
    Path folder;

    private Path home;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        home = folder.resolve("home");
        server = Server.start(home, Map.of());
        Files.createDirectories(folder.resolve("context"));
        Files.copy(Path.of("/bin/busybox"), folder.resolve("context/busybox"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    private Typed build(String name, String text, String... more) throws IOException {
        var file = Files.writeString(folder.resolve("context").resolve(name), text);
        var words = new ArrayList<>(List.of("image", "build", file.toString()));
        words.addAll(List.of(more));
        return Typed.at(home, words.toArray(String[]::new));
    }

    /// What the last run's image was.
    private String meant() {
        return Typed.at(home, "show", "last")
                .out()
                .lines()
                .filter(line -> line.startsWith("image oci-archive:"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    private String run(String image, String script) throws IOException {
        var file = Files.writeString(folder.resolve("workflow.yaml"), """
                version: v4
                jobs:
                  inside:
                    image: {uri: '%s'}
                    script: '%s'
                """.formatted(image, script));
        var run = Typed.at(home, "run", file.toString());
        assertThat(run.status()).as(run.all()).isZero();
        return Typed.at(home, "logs", "last", "inside", "--out").out();
    }

    @Test
    void aDockerfileBecomesAnImageThatRunsByItsDigest() throws Exception {
        var text = BUSYBOX + "RUN echo built > /proof\nENV WORD=word\n";
        var built = build("Dockerfile", text);
        assertThat(built.status()).as(built.all()).isZero();
        var image = built.out().strip();
        assertThat(image).matches("oci-archive:sha256:[0-9a-f]{64}");
        assertThat(run(image, "cat /proof; echo $WORD")).isEqualTo("built\nword\n");
        var meant = meant();
        assertThat(meant).matches("sha256:[0-9a-f]{64}");
        var again = build("Dockerfile", text).out().strip();
        assertThat(run(again, "cat /proof")).isEqualTo("built\n");
        assertThat(meant()).as("the same makes the same").isEqualTo(meant);
    }

    @Test
    void pythonPackagesAreInstalledOnTheBaseThatIsGiven() throws Exception {
        var base = Python.base(folder.resolve("python"));
        Files.createDirectories(folder.resolve("context/wheels"));
        wheel(folder.resolve("context/wheels/greeting-1.0-py3-none-any.whl"));
        var built = build(
                "requirements.txt", "--no-index\n./wheels/greeting-1.0-py3-none-any.whl # ours\n", "--from", base);
        assertThat(built.status()).as(built.all()).isZero();
        assertThat(run(built.out().strip(), "python3 -c \"import greeting; print(greeting.WORD)\""))
                .isEqualTo("hello from a wheel\n");
    }

    private static void wheel(Path file) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "greeting.py", "WORD = 'hello from a wheel'\n");
            put(zip, "greeting-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n");
            put(
                    zip,
                    "greeting-1.0.dist-info/WHEEL",
                    "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            put(
                    zip,
                    "greeting-1.0.dist-info/RECORD",
                    "greeting.py,,\ngreeting-1.0.dist-info/METADATA,,\ngreeting-1.0.dist-info/WHEEL,,\ngreeting-1.0.dist-info/RECORD,,\n");
        }
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    @Test
    void whatCannotBeBuiltIsSaidInOneSentenceAndLeavesNothing() throws Exception {
        var before = scratch();
        var failed = build("Dockerfile", BUSYBOX + "RUN echo no such thing >&2 && exit 7\n");
        assertThat(failed.status()).isEqualTo(2);
        assertThat(failed.err()).contains("buildah bud ended with", "exit status 7");
        assertThat(failed.out()).isEmpty();
        assertThat(build("none.txt", "x").err()).isNotEmpty();
        var missing = Typed.at(home, "image", "build", folder.resolve("nothing").toString());
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("expected a Dockerfile or a requirements.txt, found no file");
        assertThat(scratch()).isEqualTo(before);
    }

    private static List<Path> scratch() throws IOException {
        try (var all = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "tombolo-image*")) {
            var found = new ArrayList<Path>();
            all.forEach(found::add);
            return found;
        }
    }

    @Test
    void anArchiveThatTheFactoryDoesNotHaveIsNamed() throws Exception {
        var image = "oci-archive:sha256:" + "0".repeat(64);
        var file = Files.writeString(
                folder.resolve("workflow.yaml"),
                "version: v4\njobs: {inside: {image: {uri: '%s'}, script: x}}".formatted(image));
        var run = Typed.at(home, "run", file.toString());
        assertThat(run.status()).isNotZero();
        assertThat(run.all()).contains("the factory has no such archive", "tombolo image build");
    }

    @Test
    void theExampleWithContainersRuns() throws Exception {
        var example = Path.of("..", "examples", "containers").toAbsolutePath().normalize();
        var built = build("Dockerfile", Files.readString(example.resolve("Dockerfile")));
        assertThat(built.status()).as(built.all()).isZero();
        var run = Typed.at(
                home, "run", example.toString(), "--set", "image=" + built.out().strip());
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(Typed.at(home, "logs", "last", "ask", "--out").out()).isEqualTo("7 the\n2 is\n2 island\n");
    }
}

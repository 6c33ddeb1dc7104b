package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tombolo.enginehosts.TestingMachine.await;
import static org.tombolo.enginehosts.TestingMachine.job;
import static org.tombolo.enginehosts.TestingRegistry.PASSWORD;
import static org.tombolo.enginehosts.TestingRegistry.USER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.agent.image.Credentials;
import org.tombolo.agent.image.Image;
import org.tombolo.agent.image.Images;
import org.tombolo.agent.image.Pull;
import org.tombolo.agent.image.Wish;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;

/// SIF files that a real Apptainer built, encrypted and pushed: under every runtime.
@Tag("containers")
class SifTest {
    private static final String PASSPHRASE = "correct horse battery staple";
    private static final SecretRef OPENS = new SecretRef(SecretRef.Scope.USER, "opens");
    private static final SecretRef LOGIN = new SecretRef(SecretRef.Scope.USER, "login");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private Images images;

    @BeforeEach
    void open() {
        assumeThat(Unstable.runtimes()).contains(ContainerRuntime.APPTAINER);
        images = new Images(
                folder.resolve("images"),
                new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC()),
                Clock.systemUTC());
    }

    private void apptainer(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        var said = folder.resolve("said");
        var command = new ArrayList<>(
                List.of(Unstable.FOLDER.resolve("programs/apptainer").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment()
                .put("APPTAINER_CONFIGDIR", folder.resolve("config").toString());
        builder.environment().put("APPTAINER_TMPDIR", folder.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(Duration.ofSeconds(60)) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(Files.readString(said));
        }
    }

    /// Built of a small OCI image, with what a definition file says more.
    private Path sif(TestingImage image, String more) throws IOException, InterruptedException {
        var archive = folder.resolve("image.tar");
        image.write(archive);
        var definition = Files.writeString(
                folder.resolve("image.def"), "Bootstrap: oci-archive\nFrom: " + archive + "\n" + more);
        var sif = folder.resolve("image.sif");
        apptainer(Map.of(), "build", "--force", sif.toString(), definition.toString());
        return sif;
    }

    /// One with scripts of its own, built once.
    private Path defined() throws IOException, InterruptedException {
        var file = shared.resolve("defined.sif");
        if (!Files.exists(file)) {
            Files.move(
                    sif(TestingImage.busybox().config("\"Env\":[\"PATH=/usr/bin:/bin\",\"GREETING=hello\"]"), """
                    %environment
                        export FROM_IMAGE="of the 'image'" WORD="not the job's"
                        export PATH="/opt/bin:$PATH"
                    %runscript
                        echo "started with $* and $FROM_IMAGE"
                    """),
                    file);
        }
        return file;
    }

    private static WorkSpec in(UriSpec image, Program program, List<String> args) {
        return new WorkSpec(
                Optional.of(new ImageSpec(image)),
                program,
                args,
                List.of(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
    }

    private static String output(TestingMachine machine, String name, WorkSpec work, Secrets secrets) {
        var id = machine.submit(job(name, work), secrets);
        var end = machine.end(id);
        assertThat(end.cause()).as(machine.err(id) + machine.stages(id)).isEqualTo(new Cause.Exit(0));
        return machine.out(id);
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.enginehosts.Unstable#runtimes")
    void aSifFileRunsUnderEveryRuntimeAsItsDefinitionSays(ContainerRuntime runtime) throws Exception {
        var image = UriSpec.of("file://" + defined());
        try (var machine = TestingMachine.of(folder, runtime)) {
            assertThat(output(
                            machine,
                            "default",
                            in(image, new Program.ImageDefault(), List.of("a b", "c")),
                            Secrets.NONE))
                    .isEqualTo("started with a b c and of the 'image'\n");
            var script = new Program.Script("echo $FROM_IMAGE, $GREETING, $WORD, $PATH; id -u; echo $HOME");
            assertThat(output(machine, "script", in(image, script, List.of()), Secrets.NONE))
                    .startsWith("of the 'image', hello, a 'quoted' word, /opt/bin:/usr/bin:/bin\n");
            var id = machine.submit(job("again", in(image, new Program.Command(List.of("false")), List.of())));
            assertThat(machine.end(id).cause()).isNotEqualTo(new Cause.Exit(0));
            assertThat(machine.image(id)).as("pinned").isPresent();
            assertThat(machine.stages(id)).contains("it is on this machine");
        }
    }

    @Test
    void aSifFileOfAnOciImageMeansWhatTheImageMeant() throws Exception {
        var image = images.fetch(
                ImageReference.parse("file://"
                                + sif(
                                        TestingImage.busybox()
                                                .config(
                                                        "\"Entrypoint\":[\"/bin/echo\"],\"Cmd\":[\"by\",\"default\"],\"WorkingDir\":\"/srv\",\"User\":\"app\""),
                                        ""))
                        .orElseThrow(),
                Wish.of(Optional.empty()),
                Optional.empty(),
                new Pull());
        assertThat(image.config().entrypoint()).containsExactly("/bin/echo");
        assertThat(image.config().command()).containsExactly("by", "default");
        assertThat(image.config().folder()).contains("/srv");
        assertThat(image.config().user()).contains("app");
    }

    @Test
    void orasFetchesASifFileFromAPrivateRegistry() throws Exception {
        var sif = sif(TestingImage.busybox(), "");
        try (var registry = new TestingRegistry(folder.resolve("registry"))) {
            apptainer(
                    Map.of("APPTAINER_DOCKER_USERNAME", USER, "APPTAINER_DOCKER_PASSWORD", PASSWORD),
                    "push",
                    "--no-https",
                    sif.toString(),
                    "oras://" + registry.host() + "/team/tool:1");
            registry.push(TestingImage.small(), "team/small:1");
            var pull = new Pull();
            var reader = Optional.of(new Credentials(USER, PASSWORD, List.of()));
            assertThatThrownBy(() ->
                            fetch("docker://" + registry.host() + "/team/tool:1", reader, Optional.empty(), new Pull()))
                    .hasMessageContaining("write oras://");
            var image = fetch("oras://" + registry.host() + "/team/tool:1", reader, Optional.empty(), pull);
            assertThat(image.root().resolve("bin/busybox")).exists();
            assertThat(pull.done()).isEqualTo(pull.total()).isEqualTo(Files.size(sif));
            assertThat(folder.resolve("images/parts")).isEmptyDirectory();
            refused("oras://" + registry.host() + "/team/tool:1", ErrorCode.UNAUTHENTICATED, "asks for a login");
            assertThatThrownBy(() ->
                            fetch("oras://" + registry.host() + "/team/small:1", reader, Optional.empty(), new Pull()))
                    .hasMessageContaining("write docker://");
            try (var machine = TestingMachine.of(folder, ContainerRuntime.BUBBLEWRAP);
                    var breaking = registry.breaking(400_000)) {
                var several = new LinkedHashMap<String, SecretRef>();
                several.put("elsewhere", OPENS);
                several.put("here", LOGIN);
                var uri = new UriSpec(
                        "oras://" + breaking.host() + "/team/tool:1",
                        Optional.empty(),
                        several,
                        Optional.empty(),
                        UriSpec.Cache.CHANGED,
                        Optional.empty());
                var secrets = new Secrets(List.of(
                        new Secrets.Held(OPENS, new SecretValue.Image("x", "y", List.of("registry.example.org"))),
                        new Secrets.Held(LOGIN, new SecretValue.Image(USER, PASSWORD, List.of("127.0.0.1")))));
                assertThat(output(
                                machine,
                                "several",
                                in(uri, new Program.Command(List.of("echo", "here")), List.of()),
                                secrets))
                        .isEqualTo("here\n");
                var strangers = new Secrets(List.of(
                        secrets.all().getFirst(),
                        new Secrets.Held(LOGIN, new SecretValue.Image(USER, PASSWORD, List.of("other.example.org")))));
                var id = machine.submit(
                        job("strangers", in(uri, new Program.Command(List.of("true")), List.of())), strangers);
                assertThat(machine.end(id).cause().toString())
                        .contains("image.secrets", "opens, login", "trustedDomains");
            }
        }
    }

    private Image fetch(String uri, Optional<Credentials> login, Optional<SecretValue.DecryptionSif> opens, Pull pull)
            throws IOException, InterruptedException {
        var wish = Wish.of(Optional.empty()).opened(opens);
        return images.fetch(ImageReference.parse(uri).orElseThrow(), wish, login, pull);
    }

    private void refused(String uri, ErrorCode code, String... words) {
        refused(uri, Optional.empty(), code, words);
    }

    private void refused(String uri, Optional<SecretValue.DecryptionSif> opens, ErrorCode code, String... words) {
        assertThatThrownBy(() -> fetch(uri, Optional.empty(), opens, new Pull()))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(words)
                .hasMessageNotContaining(PASSPHRASE);
    }

    private static Optional<SecretValue.DecryptionSif> passphrase(String text) {
        return Optional.of(new SecretValue.DecryptionSif(Optional.of(text), Optional.empty()));
    }

    private static Optional<SecretValue.DecryptionSif> key(String pem) {
        return Optional.of(new SecretValue.DecryptionSif(Optional.empty(), Optional.of(pem)));
    }

    private static String encrypted(String name) {
        return "file://" + Unstable.FOLDER.resolve("encrypted").resolve(name);
    }

    @Test
    void anEncryptedSifFileIsOpenedByItsPassphraseAndByNothingElse() throws Exception {
        var uri = encrypted("passphrase.sif");
        refused(uri, ErrorCode.UNAUTHENTICATED, "is encrypted", "image.decryption-secret");
        refused(uri, passphrase("wrong"), ErrorCode.FORBIDDEN, "does not open it");
        refused(
                uri,
                key(Files.readString(Unstable.FOLDER.resolve("encrypted/key.pem"))),
                ErrorCode.BAD_INPUT,
                "encrypted with a passphrase");
        assertThat(folder.resolve("images/store")).isEmptyDirectory();
        assertThat(folder.resolve("images/parts")).isEmptyDirectory();
        var image = fetch(uri, Optional.empty(), passphrase(PASSPHRASE), new Pull());
        assertThat(image.root().resolve("bin/busybox")).hasSameBinaryContentAs(Path.of("/bin/busybox"));
        assertThat(folder.resolve("images/parts")).isEmptyDirectory();
        refused(uri, ErrorCode.UNAUTHENTICATED, "is encrypted");
        refused(uri, passphrase("wrong"), ErrorCode.FORBIDDEN, "does not open it");
        assertThat(fetch(uri, Optional.empty(), passphrase(PASSPHRASE), new Pull()))
                .isEqualTo(image);
    }

    @Test
    void anEncryptedSifFileIsOpenedByThePrivateKeyThatItIsFor() throws Exception {
        var uri = encrypted("key.sif");
        refused(uri, passphrase(PASSPHRASE), ErrorCode.FORBIDDEN, "does not open it");
        refused(uri, key("no key"), ErrorCode.BAD_INPUT, "expected PEM");
        var pem = Files.readString(Unstable.FOLDER.resolve("encrypted/key.pem"));
        var image = fetch(uri, Optional.empty(), key(pem), new Pull());
        assertThat(image.root().resolve("bin/busybox")).exists();
        refused(uri, ErrorCode.UNAUTHENTICATED, "is encrypted");
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "APPTAINER"})
    void decryptionSecretOpensTheImageOfAJobAndIsNotSeenAnywhere(ContainerRuntime runtime) throws Exception {
        var uri = new UriSpec(
                encrypted("passphrase.sif"),
                Optional.empty(),
                Ordered.none(),
                Optional.of(OPENS),
                UriSpec.Cache.CHANGED,
                Optional.empty());
        try (var machine = TestingMachine.of(folder, runtime)) {
            var secrets = new Secrets(
                    List.of(new Secrets.Held(OPENS, passphrase(PASSPHRASE).orElseThrow())));
            var asked = in(uri, new Program.ImageDefault(), List.of("it"));
            assertThat(output(machine, "opened", asked, secrets)).isEqualTo("started with it and of the image\n");
            var wrong = new Secrets(
                    List.of(new Secrets.Held(OPENS, passphrase("wrong").orElseThrow())));
            var id = machine.submit(job("closed", asked), wrong);
            assertThat(machine.end(id).cause()).isInstanceOf(Cause.Refused.class);
            assertThat(machine.stages(id)).contains("does not open it");
            // The agent keeps secrets in files of its own until the last attempt of their order is over.
            await(() -> filesWith(PASSPHRASE).isEmpty());
        }
    }

    /// Not by Java: the kernel keeps a folder of its own there that nobody may read.
    private String filesWith(String text) {
        try {
            var grep = new ProcessBuilder("grep", "-rslF", text, folder.toString()).start();
            return new String(grep.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSifFileThatIsDamagedOrForAnotherMachineIsRefusedAndLeavesNothing() throws Exception {
        var whole = Files.readAllBytes(sif(TestingImage.small(), ""));
        var file = folder.resolve("other.sif");
        var uri = "file://" + file;
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        refused(uri, ErrorCode.CORRUPT, "damaged or cut short");
        Files.write(file, java.util.Arrays.copyOf(whole, 100));
        refused(uri, ErrorCode.UNSUPPORTED, "neither a folder nor a SIF file");
        var hole = whole.clone();
        java.util.Arrays.fill(hole, 36_864, 36_864 + 4, (byte) 7);
        Files.write(file, hole);
        refused(uri, ErrorCode.CORRUPT, "unsquashfs");
        var text = new String(whole, 0, 36_864, StandardCharsets.ISO_8859_1);
        var other = whole.clone();
        int entry = 4096;
        while (whole[entry] != 4 || whole[entry + 1] != 0x40) {
            entry += 585;
        }
        other[entry + 209] = '1';
        other[entry + 210] = '1';
        Files.write(file, other);
        assertThat(text).contains("SIF_MAGIC");
        refused(uri, ErrorCode.UNSUPPORTED, "linux/s390x", "this machine is");
        assertThat(folder.resolve("images/store")).isEmptyDirectory();
        assertThat(folder.resolve("images/parts")).isEmptyDirectory();
    }
}

package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tombolo.enginehosts.TestingRegistry.PASSWORD;
import static org.tombolo.enginehosts.TestingRegistry.USER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.agent.image.Credentials;
import org.tombolo.agent.image.Image;
import org.tombolo.agent.image.Images;
import org.tombolo.agent.image.Pull;
import org.tombolo.agent.image.Wish;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.model.Digest;
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
import org.tombolo.model.work.Progress;

/// Images from a real registry behind a password.
@Tag("containers")
class RegistryTest {
    private static final Credentials READER = new Credentials(USER, PASSWORD, List.of());

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static TestingRegistry registry;
    private Images images;

    @BeforeAll
    static void serve() throws Exception {
        registry = new TestingRegistry(shared.resolve("registry"));
        registry.push(TestingImage.small(), "team/small:1");
        registry.push(TestingImage.small().architecture("s390x"), "team/other:1");
        registry.push(
                TestingImage.small().layer(layer -> layer.file("noise", 0644, TestingRegistry.noise(1 << 20))),
                "team/large:1");
    }

    @AfterAll
    static void end() {
        registry.close();
    }

    @BeforeEach
    void open() {
        images = new Images(
                folder.resolve("images"),
                new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC()),
                Clock.systemUTC());
    }

    private Image fetch(String host, String name, Optional<Credentials> credentials, Pull pull)
            throws IOException, InterruptedException {
        return images.fetch(
                ImageReference.parse("docker://" + host + "/" + name).orElseThrow(),
                Wish.of(Optional.empty()),
                credentials,
                pull);
    }

    private void refused(String name, Optional<Credentials> credentials, ErrorCode code, String... words) {
        assertThatThrownBy(() -> fetch(registry.host(), name, credentials, new Pull()))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(words)
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void fetchesAPrivateImageAndCountsItsBytes() throws Exception {
        var pull = new Pull();
        var image = fetch(registry.host(), "team/small:1", Optional.of(READER), pull);
        assertThat(image.root().resolve("file")).hasContent("small");
        assertThat(image.config().env()).containsEntry("GREETING", "hello");
        assertThat(pull.done()).isEqualTo(pull.total()).isPositive();
        assertThat(folder.resolve("images/parts")).isEmptyDirectory();

        var again = new Pull();
        assertThat(fetch(registry.host(), "team/small:1", Optional.of(READER), again))
                .isEqualTo(image);
        assertThat(again.done()).as("it was here").isZero();
    }

    @Test
    void aDigestMeansTheSameWhateverBecomesOfTheTag() throws Exception {
        registry.push(TestingImage.small().config("\"Cmd\":[\"first\"]"), "team/moving:1");
        var first = fetch(registry.host(), "team/moving:1", Optional.of(READER), new Pull());
        registry.push(TestingImage.small().config("\"Cmd\":[\"second\"]"), "team/moving:1");
        var reference = ImageReference.parse("docker://" + registry.host() + "/team/moving:1")
                .orElseThrow();
        assertThat(images.fetch(reference, Wish.of(first.digest()), Optional.of(READER), new Pull())
                        .config()
                        .command())
                .containsExactly("first");
        assertThat(images.fetch(reference, Wish.of(Optional.empty()), Optional.of(READER), new Pull())
                        .config()
                        .command())
                .containsExactly("second");
        var byDigest = "team/moving@" + first.digest().orElseThrow();
        assertThat(new Images(
                                folder.resolve("others"),
                                new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC()),
                                Clock.systemUTC())
                        .fetch(
                                ImageReference.parse("docker://" + registry.host() + "/" + byDigest)
                                        .orElseThrow(),
                                Wish.of(Optional.empty()),
                                Optional.of(READER),
                                new Pull())
                        .config()
                        .command())
                .containsExactly("first");
    }

    @Test
    void saysWhetherALoginIsMissingOrWrongAndNeverShowsIt() {
        refused("team/small:1", Optional.empty(), ErrorCode.UNAUTHENTICATED, "asks for a login", "image.secret");
        refused(
                "team/small:1",
                Optional.of(new Credentials(USER, "wrong", List.of())),
                ErrorCode.UNAUTHENTICATED,
                "refused user \"reader\"");
        refused(
                "team/small:1",
                Optional.of(new Credentials(USER, PASSWORD, List.of("registry.example.org"))),
                ErrorCode.UNAUTHENTICATED,
                "trustedDomains");
    }

    @Test
    void saysWhatIsNotThereOrForAnotherMachine() {
        refused("team/small:2", Optional.of(READER), ErrorCode.NOT_FOUND, "team/small:2", "check name and tag");
        refused("team/other:1", Optional.of(READER), ErrorCode.UNSUPPORTED, "linux/s390x", "this machine is");
        refused("team/small@sha256:" + "0".repeat(64), Optional.of(READER), ErrorCode.NOT_FOUND, "0000");
        assertThat(folder.resolve("images/store")).isEmptyDirectory();
    }

    @Test
    void goesOnWhereTheRegistryBrokeOff() throws Exception {
        try (var breaking = registry.breaking(400_000)) {
            var pull = new Pull();
            var image = fetch(breaking.host(), "team/large:1", Optional.of(READER), pull);
            assertThat(Files.size(image.root().resolve("noise"))).isEqualTo(1 << 20);
            assertThat(pull.done()).isEqualTo(pull.total());
        }
    }

    @Test
    void whatBreaksOffForEverMayBeTriedAgainAndTheNextAgentGoesOn() throws Exception {
        try (var breaking = registry.breaking(100_000)) {
            assertThatThrownBy(() -> fetch(breaking.host(), "team/large:1", Optional.of(READER), new Pull()))
                    .isInstanceOfSatisfying(
                            TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE))
                    .hasMessageContaining("not fetched after 5 tries");
        }
        assertThat(folder.resolve("images/store")).isEmptyDirectory();
        long kept;
        try (var parts = Files.walk(folder.resolve("images/parts"))) {
            kept = parts.filter(Files::isRegularFile)
                    .mapToLong(part -> part.toFile().length())
                    .sum();
        }
        assertThat(kept).isGreaterThan(300_000);
        open();
        images.open();
        var image = fetch(registry.host(), "team/large:1", Optional.of(READER), new Pull());
        assertThat(image.digest()).map(Digest::value).isPresent();
        assertThat(Files.size(image.root().resolve("noise"))).isEqualTo(1 << 20);
    }

    @Test
    void whatIsPrivateIsNotGivenToWhoHasOnlyItsDigest() throws Exception {
        var image = fetch(registry.host(), "team/small:1", Optional.of(READER), new Pull());
        refused("team/small@" + image.digest().orElseThrow(), Optional.empty(), ErrorCode.UNAUTHENTICATED, "login");
    }

    @Test
    void tellsHowFarAnImageIsWhileItComes() throws Exception {
        var settings = HostsSettings.LOCAL.agent(folder.resolve("agent"), folder.resolve("egress"));
        try (var halting = registry.halting(700_000);
                var machine = new TestingMachine(folder, settings)) {
            var secret = new SecretRef(SecretRef.Scope.USER, "registry");
            var uri = new UriSpec(
                    "docker://" + halting.host() + "/team/large:1",
                    Optional.of(secret),
                    Ordered.none(),
                    Optional.empty(),
                    UriSpec.Cache.CHANGED,
                    Optional.empty());
            var work = new WorkSpec(
                    Optional.of(new ImageSpec(uri)),
                    new Program.Command(List.of("/none")),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Ordered.none(),
                    Ordered.none(),
                    ResourceSpec.ONE_CORE,
                    List.of());
            var value = new SecretValue.Image(USER, PASSWORD, List.of());
            var id = machine.submit(
                    TestingMachine.job("inside", work), new Secrets(List.of(new Secrets.Held(secret, value))));
            TestingMachine.await(() -> machine.progress(id)
                    .filter(each -> each.step() == Progress.Step.FETCHES_IMAGE && each.bytes() > 0)
                    .isPresent());
            var seen = machine.progress(id).orElseThrow();
            assertThat(seen.ofBytes()).isGreaterThan(1 << 20);
            assertThat(seen.bytes()).isLessThan(seen.ofBytes());
            assertThat(machine.image(id)).isEmpty();
            halting.goOn();
            machine.end(id);
            assertThat(machine.progress(id)).isEmpty();
            assertThat(machine.image(id)).isPresent();
            assertThat(machine.stages(id)).contains("failed: ", "fetched: " + seen.ofBytes() + " bytes");
        }
    }

    @Test
    void cacheOnceTakesTheLastAnswerOfTheSameOwnerAndChangedAsksAgain() throws Exception {
        registry.push(TestingImage.small().config("\"Cmd\":[\"first\"]"), "team/cached:1");
        var reference = ImageReference.parse("docker://" + registry.host() + "/team/cached:1")
                .orElseThrow();
        assertThat(command(reference, UriSpec.Cache.ONCE, "ada", Wish.LIFE)).isEqualTo("first");
        registry.push(TestingImage.small().config("\"Cmd\":[\"second\"]"), "team/cached:1");
        assertThat(command(reference, UriSpec.Cache.ONCE, "ada", Wish.LIFE)).isEqualTo("first");
        assertThat(command(reference, UriSpec.Cache.ONCE, "bob", Wish.LIFE))
                .as("whose secret did not open it yet")
                .isEqualTo("second");
        assertThat(command(reference, UriSpec.Cache.ONCE, "ada", Duration.ofNanos(1)))
                .as("too old")
                .isEqualTo("second");
        registry.push(TestingImage.small().config("\"Cmd\":[\"third\"]"), "team/cached:1");
        assertThat(command(reference, UriSpec.Cache.CHANGED, "ada", Wish.LIFE)).isEqualTo("third");
    }

    private String command(ImageReference reference, UriSpec.Cache cache, String owner, Duration life)
            throws IOException, InterruptedException {
        var wish = new Wish(Optional.empty(), cache == UriSpec.Cache.ONCE, Optional.empty(), life, List.of(owner));
        return images.fetch(reference, wish, Optional.of(READER), new Pull())
                .config()
                .command()
                .getFirst();
    }

    @Test
    void readsLayersThatAreCompressedByZstd() throws Exception {
        var noise = TestingRegistry.noise(3 << 20);
        registry.push(
                TestingImage.small()
                        .plain()
                        .layer(layer -> layer.file("noise", 0644, noise))
                        .layer(layer -> layer.file("zeros", 0644, new byte[5 << 20])),
                "team/zstd:1",
                List.of("--dest-compress-format", "zstd"));
        var image = fetch(registry.host(), "team/zstd:1", Optional.of(READER), new Pull());
        try (var parts = Files.walk(shared.resolve("registry/data"))) {
            assertThat(parts.filter(Files::isRegularFile).filter(RegistryTest::isZstd))
                    .as("the registry has them so")
                    .isNotEmpty();
        }
        assertThat(image.root().resolve("noise")).hasBinaryContent(noise);
        assertThat(image.root().resolve("zeros")).hasSize(5 << 20);
        assertThat(image.root().resolve("file")).hasContent("small");
    }

    private static boolean isZstd(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(4), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tombolo.enginehosts.TestingImage.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.agent.image.Image;
import org.tombolo.agent.image.Images;
import org.tombolo.agent.image.Pull;
import org.tombolo.agent.image.Wish;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;

/// Images from archives: what becomes of their layers, and what is refused.
class ImagesTest {
    @TempDir
    Path folder;

    private Images images;

    @BeforeEach
    void open() {
        images = new Images(
                folder.resolve("images"),
                new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC()),
                Clock.systemUTC());
    }

    private Image fetch(TestingImage image) throws IOException, InterruptedException {
        var archive = folder.resolve("image.tar");
        image.write(archive);
        return images.fetch(
                ImageReference.parse("oci-archive:" + archive).orElseThrow(),
                Wish.of(Optional.empty()),
                Optional.empty(),
                new Pull());
    }

    private void refused(TestingImage image, ErrorCode code, String... words) {
        assertThatThrownBy(() -> fetch(image))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(words);
        assertThat(folder.resolve("images/store")).isEmptyDirectory();
    }

    @Test
    void laysLayersOnEachOtherWithWhiteoutsAndOpaqueFolders() throws Exception {
        var root = fetch(new TestingImage()
                        .layer(layer -> {
                            layer.folder("a/", 0755);
                            layer.file("a/gone", 0644, text("1"));
                            layer.file("a/stays", 0640, text("1"));
                            layer.folder("b/", 0755);
                            layer.file("b/below", 0644, text("1"));
                            layer.file("c", 0644, text("a file"));
                        })
                        .layer(layer -> {
                            layer.file("a/.wh.gone", 0, text(""));
                            layer.file("b/above", 0644, text("2"));
                            layer.file("b/.wh..wh..opq", 0, text(""));
                            layer.folder("c/", 0755);
                            layer.file("c/now-a-folder", 0644, text("2"));
                            layer.file("a/stays", 0600, text("2"));
                        }))
                .root();
        assertThat(root.resolve("a/gone")).doesNotExist();
        assertThat(root.resolve("a/stays")).hasContent("2");
        assertThat(root.resolve("b/below")).doesNotExist();
        assertThat(root.resolve("b/above")).hasContent("2");
        assertThat(root.resolve("c/now-a-folder")).hasContent("2");
        try (var left = Files.walk(root)) {
            assertThat(left.map(each -> String.valueOf(each.getFileName()))).noneMatch(name -> name.startsWith(".wh."));
        }
    }

    @Test
    void keepsModesTimesAndLinksAndLeavesDevicesOut() throws Exception {
        var root = fetch(new TestingImage().layer(layer -> {
                    layer.folder("closed/", 0555);
                    layer.file("closed/tool", 04755, text("x"));
                    layer.hardLink("again", "closed/tool");
                    layer.link("away", "/etc/passwd");
                    layer.device("null");
                    layer.file("secret", 0400, text("s"));
                }))
                .root();
        assertThat((int) Files.getAttribute(root.resolve("closed/tool"), "unix:mode") & 07777)
                .isEqualTo(04755);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("secret"))))
                .isEqualTo("r--------");
        assertThat(Files.getLastModifiedTime(root.resolve("secret")).toMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(Files.isSameFile(root.resolve("again"), root.resolve("closed/tool")))
                .isTrue();
        assertThat(Files.readSymbolicLink(root.resolve("away"))).hasToString("/etc/passwd");
        assertThat(Files.exists(root.resolve("null"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void nothingIsWrittenThroughALinkThatLeavesTheRoot() throws Exception {
        var outside = Files.createDirectory(folder.resolve("outside"));
        var root = fetch(new TestingImage()
                        .layer(layer -> {
                            layer.link("out", outside.toString());
                            layer.link("up", "../../../../../../../../.." + outside);
                        })
                        .layer(layer -> {
                            layer.file("out/file", 0644, text("x"));
                            layer.file("up/other", 0644, text("x"));
                        }))
                .root();
        assertThat(outside).isEmptyDirectory();
        assertThat(root.resolve(outside.toString().substring(1)).resolve("file"))
                .hasContent("x");
        assertThat(root.resolve(outside.toString().substring(1)).resolve("other"))
                .hasContent("x");
    }

    @Test
    void pathsThatClimbEndAtTheRoot() throws Exception {
        var root = fetch(new TestingImage().layer(layer -> layer.file("../../climbed", 0644, text("x"))))
                .root();
        assertThat(root.resolve("climbed")).hasContent("x");
        assertThat(folder.resolve("images/climbed")).doesNotExist();
    }

    @Test
    void aHardLinkToNoFileOfTheImageIsRefused() {
        refused(
                new TestingImage().layer(layer -> layer.hardLink("shadow", "/etc/shadow")),
                ErrorCode.CORRUPT,
                "hard link \"shadow\"",
                "/etc/shadow");
    }

    @Test
    void anImageForAnotherMachineIsRefusedWithBothNames() {
        refused(
                TestingImage.small().architecture("s390x"),
                ErrorCode.UNSUPPORTED,
                "linux/s390x",
                "this machine is linux/");
    }

    @Test
    void bytesThatAreNotThoseOfTheirDigestAreRefused() throws Exception {
        var archive = folder.resolve("image.tar");
        TestingImage.small().write(archive);
        var bytes = Files.readAllBytes(archive);
        // A part begins with gzip's two letters, at a block's border; gzip's tenth byte is free.
        var part = IntStream.iterate(0, at -> at < bytes.length, at -> at + 512)
                .filter(at -> (bytes[at] & 0xff) == 0x1f && (bytes[at + 1] & 0xff) == 0x8b)
                .findFirst()
                .orElseThrow();
        bytes[part + 9] ^= 1;
        Files.write(archive, bytes);
        assertThatThrownBy(() -> images.fetch(
                        ImageReference.parse("oci-archive:" + archive).orElseThrow(),
                        Wish.of(Optional.empty()),
                        Optional.empty(),
                        new Pull()))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContainingAll("should have the digest sha256:", "and has sha256:");
        assertThat(folder.resolve("images/store")).isEmptyDirectory();
    }

    @Test
    void whatWasLeftHalfIsDeletedAndNeverUsed() throws Exception {
        var image = TestingImage.small();
        var digest = image.write(folder.resolve("image.tar"));
        var half = folder.resolve("images/store").resolve(digest.hex() + ".new/root");
        Files.createDirectories(half);
        Files.createDirectories(folder.resolve("images/parts"));
        images.open();
        assertThat(half).doesNotExist();
        assertThat(fetch(image).digest()).contains(digest);
    }

    @Test
    void theSameImageIsUnpackedOnceHoweverManyWait() throws Exception {
        var archive = folder.resolve("image.tar");
        var image = TestingImage.small();
        image.write(archive);
        var reference = ImageReference.parse("oci-archive:" + archive).orElseThrow();
        var pulls = List.of(new Pull(), new Pull(), new Pull(), new Pull());
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(pulls.stream()
                    .<java.util.concurrent.Callable<Image>>map(
                            pull -> () -> images.fetch(reference, Wish.of(Optional.empty()), Optional.empty(), pull))
                    .toList())) {
                assertThat(done.get().root()).isDirectory();
            }
        }
        assertThat(pulls.stream().filter(pull -> pull.total() > 0)).hasSize(1);
        assertThat(pulls.stream().filter(pull -> pull.done() == pull.total() && pull.total() > 0))
                .as("its bytes were counted")
                .hasSize(1);
    }

    @Test
    void aDockerArchiveIsReadByItsOlderLayout() throws Exception {
        var archive = folder.resolve("docker.tar");
        TestingImage.small().config("\"Cmd\":[\"/x\"]").writeDocker(archive, "tool:1");
        var found = images.fetch(
                ImageReference.parse("docker-archive:" + archive + ":tool:1").orElseThrow(),
                Wish.of(Optional.empty()),
                Optional.empty(),
                new Pull());
        assertThat(found.root().resolve("file")).hasContent("small");
        assertThat(found.config().command()).containsExactly("/x");
        assertThatThrownBy(() -> images.fetch(
                        ImageReference.parse("docker-archive:" + archive + ":other:1")
                                .orElseThrow(),
                        Wish.of(Optional.empty()),
                        Optional.empty(),
                        new Pull()))
                .hasMessageContainingAll("no such image", "tool:1");
    }

    @Test
    void aFolderIsUsedWhereItIs() throws Exception {
        var root = Files.createDirectories(folder.resolve("un, packed:root"));
        var found = images.fetch(
                ImageReference.parse("file://" + root).orElseThrow(),
                Wish.of(Optional.empty()),
                Optional.empty(),
                new Pull());
        assertThat(found.digest()).isEmpty();
        assertThat(found.root().toRealPath()).isEqualTo(root.toRealPath());
    }

    @Test
    void anImageThatNobodyUsesGoesWhenItsTimeIsOver() throws Exception {
        var clock = new MovedClock();
        images = new Images(
                folder.resolve("images"), new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC()), clock);
        var image = fetch(TestingImage.small());
        var used = Set.of(image.digest().orElseThrow());
        clock.move(Duration.ofDays(6));
        images.sweep(Set.of(), Set.of());
        assertThat(image.root()).as("not yet").isDirectory();
        clock.move(Duration.ofDays(2));
        images.sweep(used, Set.of());
        assertThat(image.root()).as("used").isDirectory();
        images.sweep(Set.of(), Set.of());
        assertThat(folder.resolve("images/store")).isEmptyDirectory();
    }

    @Test
    void cacheTtlSaysHowLongAnImageStays() throws Exception {
        var clock = new MovedClock();
        images = new Images(
                folder.resolve("images"), new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC()), clock);
        var archive = folder.resolve("image.tar");
        TestingImage.small().write(archive);
        var wish = new Wish(Optional.empty(), false, Optional.empty(), Duration.ofHours(1), List.of());
        var image = images.fetch(
                ImageReference.parse("oci-archive:" + archive).orElseThrow(), wish, Optional.empty(), new Pull());
        clock.move(Duration.ofMinutes(59));
        images.sweep(Set.of(), Set.of());
        assertThat(image.root()).isDirectory();
        clock.move(Duration.ofMinutes(2));
        images.sweep(Set.of(), Set.of());
        assertThat(image.root()).doesNotExist();
    }

    @Test
    void cacheNeverIsACopyForOneRunFetchedAnewAndGoneWithIt() throws Exception {
        var shared = fetch(TestingImage.small());
        var run = new RunId("new");
        var wish = new Wish(Optional.empty(), false, Optional.of(run), Wish.LIFE, List.of());
        var reference = ImageReference.parse("oci-archive:" + folder.resolve("image.tar"))
                .orElseThrow();
        var pull = new Pull();
        var own = images.fetch(reference, wish, Optional.empty(), pull);
        assertThat(pull.done()).as("it came again").isPositive();
        assertThat(own.digest()).isEqualTo(shared.digest());
        assertThat(own.root()).isNotEqualTo(shared.root());
        var again = new Pull();
        var pinned = new Wish(own.digest(), false, Optional.of(run), Wish.LIFE, List.of());
        assertThat(images.fetch(reference, pinned, Optional.empty(), again)).isEqualTo(own);
        assertThat(again.done()).as("the run has it").isZero();
        images.sweep(Set.of(), Set.of(run));
        assertThat(own.root()).isDirectory();
        images.sweep(Set.of(), Set.of());
        assertThat(own.root()).doesNotExist();
        assertThat(shared.root()).isDirectory();
    }

    /// Stands still until it is moved.
    private static final class MovedClock extends Clock {
        private Instant now = Instant.now();

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

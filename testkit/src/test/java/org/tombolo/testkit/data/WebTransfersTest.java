package org.tombolo.testkit.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.testkit.data.Carrier.cached;
import static org.tombolo.testkit.data.Carrier.requireDone;
import static org.tombolo.testkit.data.Carrier.secret;
import static org.tombolo.testkit.data.Carrier.uri;
import static org.tombolo.testkit.data.Carrier.why;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.testkit.servers.WebTestServer;
import org.tombolo.testkit.servers.WebTestServer.Asked;
import org.tombolo.testkit.servers.WebTestServer.File;

/// `http://` and `https://` as sources, and the cache.
@Tag("data")
class WebTransfersTest {
    private static final long LOST_WITH_A_BREAK = 1 << 19;

    @TempDir
    Path folder;

    private Carrier carrier;
    private WebTestServer web;

    @BeforeEach
    void open() {
        carrier = new Carrier(folder, Carrier.settings());
        web = new WebTestServer();
    }

    @AfterEach
    void close() {
        carrier.close();
        web.close();
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static Optional<SecretValue> password(List<String> trusted) {
        return Optional.of(new SecretValue.Http(Optional.of("ann"), Optional.of("pw"), Optional.empty(), trusted));
    }

    @Test
    void bringsAFileAndCountsItsBytes() throws IOException {
        var content = bytes(300_000);
        web.put("/a%20file?x=1", content);
        var end = carrier.brings(uri(web.url("/a%20file?x=1")), "sub/folder/it");
        requireDone(end);
        assertThat(carrier.inVolume("sub/folder/it")).hasBinaryContent(content);
        assertThat(end.usage().movedBytes()).contains(300_000L);
        assertThat(carrier.files()).containsExactly("sub/folder/it");
        assertThat(carrier.underway()).isEmpty();
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        var content = bytes(20 << 20);
        web.put("/big", File.of(content).cutAt(10 << 20, 1 << 20));
        requireDone(carrier.brings(uri(web.url("/big")), "big"));
        assertThat(carrier.inVolume("big")).hasBinaryContent(content);
        assertThat(web.asked()).hasSize(3);
        assertThat(web.asked().getFirst().range()).isEmpty();
        // The last bytes before a break may be lost with it.
        long first = from(web.asked().get(1));
        assertThat(first).isBetween((10L << 20) - LOST_WITH_A_BREAK, 10L << 20);
        assertThat(from(web.asked().get(2))).isBetween(first + (1 << 20) - LOST_WITH_A_BREAK, first + (1 << 20));
    }

    private static long from(Asked asked) {
        return Long.parseLong(asked.range().orElseThrow().replaceAll("[^0-9]", ""));
    }

    @Test
    void beginsAgainWhereTheServerDoesNotBeginInTheMiddle() throws IOException {
        var content = bytes(12 << 20);
        web.put("/big", File.of(content).withoutRanges().cutAt(6 << 20));
        var end = carrier.brings(uri(web.url("/big")), "big");
        requireDone(end);
        assertThat(carrier.inVolume("big")).hasBinaryContent(content);
        assertThat(end.usage().movedBytes()).contains((long) content.length);
    }

    @Test
    void beginsAgainWhenTheFileChangedMeanwhile() throws IOException {
        var before = bytes(12 << 20);
        var after = bytes((12 << 20) + 1);
        web.put("/big", File.of(before).cutAt(6 << 20));
        var id = carrier.in(uri(web.url("/big")), "big", Optional.empty(), Optional.empty());
        Carrier.await(() -> !web.asked().isEmpty());
        web.put("/big", after);
        requireDone(carrier.end(id));
        assertThat(Files.readAllBytes(carrier.inVolume("big"))).isIn(before, after);
        assertThat(carrier.underway()).isEmpty();
    }

    @Test
    void fetchesLargeFilesInPiecesSideBySide() throws IOException {
        var content = bytes((80 << 20) + 17);
        web.put("/huge", content);
        var end = carrier.brings(uri(web.url("/huge")), "huge");
        requireDone(end);
        assertThat(Files.mismatch(carrier.inVolume("huge"), Files.write(folder.resolve("same"), content)))
                .isEqualTo(-1);
        assertThat(web.asked().stream().filter(asked -> asked.range().isPresent()))
                .hasSize(6);
        assertThat(end.usage().movedBytes()).contains((long) content.length);
    }

    @Test
    void needsNoSecondLookWithCacheOnce() throws IOException {
        web.put("/it", text("one"));
        var source = cached(web.url("/it"), UriSpec.Cache.ONCE, Optional.empty());
        requireDone(carrier.brings(source, "first"));
        web.put("/it", text("two"));
        requireDone(carrier.brings(source, "second"));
        assertThat(web.asked()).hasSize(1);
        assertThat(carrier.inVolume("second")).hasContent("one");
    }

    @Test
    void asksWhetherItChangedWithCacheChanged() throws IOException {
        var source = cached(web.url("/it"), UriSpec.Cache.CHANGED, Optional.empty());
        web.put("/it", text("one"));
        requireDone(carrier.brings(source, "a"));
        requireDone(carrier.brings(source, "b"));
        web.put("/it", text("two"));
        requireDone(carrier.brings(source, "c"));
        assertThat(web.asked()).extracting(Asked::status).containsExactly(200, 304, 200);
        assertThat(carrier.inVolume("b")).hasContent("one");
        assertThat(carrier.inVolume("c")).hasContent("two");
    }

    @Test
    void asksByTheTimeOfTheLastChangeWhereThereIsNoTag() throws IOException {
        web.put("/it", File.of(text("one")).validator(Optional.of(WebTestServer.date(Instant.EPOCH))));
        requireDone(carrier.brings(uri(web.url("/it")), "a"));
        requireDone(carrier.brings(uri(web.url("/it")), "b"));
        assertThat(web.asked()).extracting(Asked::status).containsExactly(200, 304);
    }

    @Test
    void fetchesAgainWithCacheNever() throws IOException {
        var source = cached(web.url("/it"), UriSpec.Cache.NEVER, Optional.empty());
        web.put("/it", text("one"));
        requireDone(carrier.brings(source, "a"));
        requireDone(carrier.brings(source, "b"));
        assertThat(web.asked()).extracting(Asked::status).containsExactly(200, 200);
    }

    @Test
    void forgetsWhatIsOlderThanItsCacheTtl() throws IOException {
        var source = cached(web.url("/it"), UriSpec.Cache.ONCE, Optional.of(Duration.ofMillis(1)));
        web.put("/it", text("one"));
        requireDone(carrier.brings(source, "a"));
        requireDone(carrier.brings(source, "b"));
        assertThat(web.asked()).extracting(Asked::status).containsExactly(200, 200);
    }

    @Test
    void noticesThatTheCacheWasDamaged() throws IOException {
        var source = cached(web.url("/it"), UriSpec.Cache.ONCE, Optional.empty());
        web.put("/it", text("one"));
        requireDone(carrier.brings(source, "a"));
        try (var objects = Files.walk(folder.resolve("agent/transfers/objects"))) {
            Files.writeString(objects.filter(Files::isRegularFile).findFirst().orElseThrow(), "bad");
        }
        requireDone(carrier.brings(source, "b"));
        assertThat(carrier.inVolume("b")).hasContent("one");
    }

    @Test
    void keepsWhatASecretOpenedFromOthers() throws IOException {
        web.put("/private", File.of(text("secret")).login("Basic YW5uOnB3"));
        var once = new UriSpec(
                web.url("/private"),
                Optional.of(Carrier.SECRET),
                org.tombolo.model.Ordered.none(),
                Optional.empty(),
                UriSpec.Cache.ONCE,
                Optional.empty());
        requireDone(carrier.end(carrier.in(once, "mine", password(List.of()), Optional.empty())));
        var theirs = carrier.brings(cached(web.url("/private"), UriSpec.Cache.ONCE, Optional.empty()), "theirs");
        assertThat(why(theirs)).contains("401", "name a secret");
        assertThat(carrier.files()).containsExactly("mine");
    }

    @Test
    void carriesASecretToNoOtherHost() throws IOException {
        try (var other = new WebTestServer()) {
            other.put("/it", text("there"));
            web.put("/moved", File.redirect(other.url("/it")).login("Basic YW5uOnB3"));
            requireDone(
                    carrier.end(carrier.in(secret(web.url("/moved")), "it", password(List.of()), Optional.empty())));
            assertThat(other.asked()).extracting(Asked::authorization).containsExactly(Optional.empty());
            assertThat(web.asked()).extracting(Asked::authorization).containsExactly(Optional.of("Basic YW5uOnB3"));
        }
    }

    @Test
    void sendsASecretOnlyToTrustedDomains() throws IOException {
        web.put("/it", File.of(text("x")).login("Basic YW5uOnB3"));
        var end = carrier.end(
                carrier.in(secret(web.url("/it")), "it", password(List.of("example.org")), Optional.empty()));
        assertThat(why(end)).contains("401").doesNotContain("pw");
        requireDone(carrier.end(
                carrier.in(secret(web.url("/it")), "it", password(List.of("127.0.0.1")), Optional.empty())));
    }

    @Test
    void saysThatASecretIsOfTheWrongType() {
        web.put("/it", text("x"));
        var end = carrier.end(
                carrier.in(secret(web.url("/it")), "it", Optional.of(new SecretValue.Value("text")), Optional.empty()));
        assertThat(why(end))
                .contains("opens-it", "type value", "s3, http and hf")
                .doesNotContain("text\"");
    }

    @Test
    void saysThatASecretDidNotCome() {
        var end = carrier.end(carrier.in(secret(web.url("/it")), "it", Optional.empty(), Optional.empty()));
        assertThat(why(end)).contains("opens-it", "tombolo secrets set");
    }

    @Test
    void followsNoRedirectionToAnAddressOfTheMachinesOwnNetwork() throws IOException {
        web.put("/trap", File.redirect("http://169.254.169.254/latest/meta-data/"));
        assertThat(why(carrier.brings(uri(web.url("/trap")), "it"))).contains("169.254.169.254", "never asked");
        web.put("/file", File.redirect("file:///etc/passwd"));
        assertThat(why(carrier.brings(uri(web.url("/file")), "it"))).contains("not followed");
        assertThat(carrier.files()).isEmpty();
    }

    @Test
    void saysThatItIsNotThere() throws IOException {
        assertThat(why(carrier.brings(uri(web.url("/nowhere?token=abc")), "it")))
                .contains("/nowhere", "404", "not there")
                .doesNotContain("abc");
        assertThat(carrier.files()).isEmpty();
        assertThat(carrier.underway()).isEmpty();
    }

    @Test
    void saysThatNobodyAnswersAfterAWhile() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(why(carrier.brings(uri("http://127.0.0.1:" + port + "/it"), "it")))
                .contains("127.0.0.1:" + port, "tried again for", "may work later");
    }

    @Test
    void givesUpAtItsTimeout() throws IOException {
        try (var mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var id = carrier.in(
                    uri("http://127.0.0.1:%d/it".formatted(mute.getLocalPort())),
                    "it",
                    Optional.empty(),
                    Optional.of(Duration.ofSeconds(1)));
            assertThat(why(carrier.end(id))).contains("longer than its timeout of 1 s");
        }
    }

    @Test
    void stopsInTheMiddleWithoutATrace() throws IOException {
        try (var mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var id = carrier.in(
                    uri("http://127.0.0.1:%d/it".formatted(mute.getLocalPort())),
                    "it",
                    Optional.empty(),
                    Optional.empty());
            Carrier.await(() -> carrier.seen(id)
                    .filter(seen -> !(seen.state() instanceof org.tombolo.engine.Seen.State.Waiting))
                    .isPresent());
            carrier.stop(id);
            assertThat(carrier.end(id).cause()).isInstanceOf(Cause.Stopped.class);
            assertThat(carrier.files()).isEmpty();
            assertThat(carrier.underway()).isEmpty();
        }
    }

    @Test
    void anotherAgentGoesOnWithIt() throws IOException {
        var content = bytes(20 << 20);
        var cuts = new Integer[400];
        java.util.Arrays.fill(cuts, 500_000);
        cuts[0] = 15 << 20;
        web.put("/big", File.of(content).cutAt(cuts));
        var id = carrier.in(uri(web.url("/big")), "big", Optional.empty(), Optional.empty());
        Carrier.await(() -> web.asked().size() >= 2);
        carrier.reopen();
        requireDone(carrier.end(id));
        assertThat(carrier.inVolume("big")).hasBinaryContent(content);
        assertThat(web.asked().stream().filter(asked -> asked.range().isEmpty()))
                .hasSize(1);
    }

    @Test
    void saysAtOnceThatTheVolumeIsTooSmall() throws IOException {
        web.put("/huge", File.claiming(1L << 55));
        assertThat(why(carrier.brings(uri(web.url("/huge")), "it")))
                .contains("full", "36028797018963968 bytes are to come");
        assertThat(carrier.files()).isEmpty();
        assertThat(carrier.underway()).isEmpty();
    }

    @Test
    void writesThroughNoLinkOfTheVolume() throws IOException {
        web.put("/it", text("x"));
        Files.createDirectories(carrier.inVolume("."));
        Files.createSymbolicLink(carrier.inVolume("way"), folder);
        assertThat(why(carrier.brings(uri(web.url("/it")), "way/out"))).contains("link or a file, not a folder");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}

package org.tombolo.testkit.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.testkit.data.Carrier.cached;
import static org.tombolo.testkit.data.Carrier.requireDone;
import static org.tombolo.testkit.data.Carrier.secret;
import static org.tombolo.testkit.data.Carrier.uri;
import static org.tombolo.testkit.data.Carrier.why;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.agent.transfer.TransferSettings;
import org.tombolo.blobs.s3.S3Bytes;
import org.tombolo.blobs.s3.S3Client;
import org.tombolo.blobs.s3.S3Keys;
import org.tombolo.blobs.s3.S3Server;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.testkit.servers.FaultyProxy;
import org.tombolo.testkit.servers.S3TestServer;

/// `s3://` as source and destination, with a real server.
@Tag("data")
class S3TransfersTest {
    @TempDir
    Path folder;

    private S3TestServer server;
    private S3Client s3;
    private Carrier carrier;

    @BeforeEach
    void open() throws IOException {
        server = new S3TestServer(folder.resolve("s3"));
        server.makeBucket("bucket");
        s3 = client(server.endpoint());
        carrier = new Carrier(folder, Carrier.settings(server));
    }

    @AfterEach
    void close() {
        carrier.close();
        server.close();
    }

    private static S3Client client(String endpoint) {
        var keys = new S3Keys(S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY, Optional.empty());
        return new S3Client(
                HttpClient.newHttpClient(),
                new S3Server(Optional.of(URI.create(endpoint)), "us-east-1", Optional.of(keys)),
                Clock.systemUTC());
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void put(String key, byte[] content) throws IOException, InterruptedException {
        s3.put("bucket", key, new S3Bytes() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }
        });
    }

    private byte[] get(String key) throws IOException, InterruptedException {
        try (var in = s3.get("bucket", key, java.util.Map.of()).body()) {
            return in.readAllBytes();
        }
    }

    /// The same agent, by way of something that drops connections.
    private FaultyProxy behindProxy() {
        var proxy = new FaultyProxy(server.port());
        carrier.close();
        carrier = new Carrier(
                folder, Carrier.settings(Optional.of("http://127.0.0.1:" + proxy.port()), "http://127.0.0.1:1"));
        return proxy;
    }

    @Test
    void bringsAnObject() throws IOException, InterruptedException {
        put("a folder/ä+b.txt", "hello".getBytes(UTF_8));
        requireDone(carrier.brings(uri("s3://bucket/a folder/ä+b.txt"), "it"));
        assertThat(carrier.inVolume("it")).hasContent("hello");
    }

    @Test
    void bringsAllBelowAPrefix() throws IOException, InterruptedException {
        for (int i = 0; i < 30; i++) {
            put("set/part-%d/file-%d".formatted(i % 3, i), bytes(1000 + i));
        }
        put("settings", bytes(10));
        var end = carrier.brings(uri("s3://bucket/set/"), "in");
        requireDone(end);
        assertThat(carrier.files()).hasSize(30).contains("in/part-0/file-0", "in/part-2/file-29");
        assertThat(carrier.inVolume("in/part-2/file-29")).hasBinaryContent(bytes(1029));
        assertThat(end.usage().movedBytes()).contains(30 * 1000L + 29 * 15);
        requireDone(carrier.brings(uri("s3://bucket/set"), "again"));
        assertThat(carrier.files()).hasSize(60);
    }

    @Test
    void bringsAPrefixIntoTheVolumeItself() throws IOException, InterruptedException {
        put("set/a", bytes(1));
        requireDone(carrier.brings(uri("s3://bucket/set/"), ""));
        assertThat(carrier.files()).containsExactly("a");
    }

    @Test
    void goesOnWhenTheConnectionDropsHalfWay() throws IOException, InterruptedException {
        var content = bytes(80 << 20);
        requireUploaded("big", content);
        try (var proxy = behindProxy()) {
            proxy.dropAfterReceived(40 << 20);
            requireDone(carrier.brings(uri("s3://bucket/big"), "big"));
            assertThat(proxy.drops()).isEqualTo(1);
        }
        assertThat(Files.mismatch(carrier.inVolume("big"), server.object("bucket", "big")))
                .isEqualTo(-1);
        assertThat(carrier.underway()).isEmpty();
    }

    private void requireUploaded(String key, byte[] content) throws IOException {
        carrier.write("up", content);
        requireDone(carrier.takes("up", uri("s3://bucket/" + key)));
        Files.delete(carrier.inVolume("up"));
    }

    @Test
    void takesAFileAndAFolder() throws IOException, InterruptedException {
        carrier.write("out/a.txt", "a".getBytes(UTF_8));
        carrier.write("out/sub/b c.txt", "b".getBytes(UTF_8));
        carrier.write("empty", new byte[0]);
        requireDone(carrier.takes("out", uri("s3://bucket/results")));
        requireDone(carrier.takes("out/a.txt", uri("s3://bucket/one/")));
        requireDone(carrier.takes("empty", uri("s3://bucket/nothing")));
        assertThat(get("results/a.txt")).asString().isEqualTo("a");
        assertThat(get("results/sub/b c.txt")).asString().isEqualTo("b");
        assertThat(get("one/a.txt")).asString().isEqualTo("a");
        assertThat(get("nothing")).isEmpty();
    }

    @Test
    void sendsLargeFilesInPartsAndGoesOnWhenTheConnectionDrops() throws IOException {
        var content = bytes((50 << 20) + 3);
        try (var proxy = behindProxy()) {
            carrier.write("big", content);
            proxy.dropAfterSent(25 << 20);
            var end = carrier.takes("big", uri("s3://bucket/big"));
            requireDone(end);
            assertThat(proxy.drops()).isEqualTo(1);
            assertThat(end.usage().movedBytes()).contains((long) content.length);
        }
        assertThat(Files.mismatch(carrier.inVolume("big"), server.object("bucket", "big")))
                .isEqualTo(-1);
        assertThat(carrier.underway()).isEmpty();
    }

    @Test
    void goesOnWhenTheServerIsRestartedInTheMiddleOfAnUpload() throws IOException {
        var content = bytes(100 << 20);
        carrier.write("big", content);
        var id = carrier.out("big", uri("s3://bucket/big"), Optional.empty());
        Carrier.await(() ->
                carrier.seen(id).flatMap(seen -> seen.remarks().progress()).isPresent()
                        || carrier.seen(id).orElseThrow().state() instanceof org.tombolo.engine.Seen.State.Ended);
        server.stop();
        server.startAgain();
        requireDone(carrier.end(id));
        assertThat(Files.mismatch(carrier.inVolume("big"), server.object("bucket", "big")))
                .isEqualTo(-1);
        assertThat(server.files("bucket")).containsExactly("big");
        assertThat(carrier.underway()).isEmpty();
    }

    @Test
    void whatAServerThatStaysAwayHasOfAnUploadIsTakenAwayWhenItIsThereAgain() throws IOException {
        try (var proxy = new FaultyProxy(server.port())) {
            carrier.close();
            var usual = Carrier.settings(Optional.of("http://127.0.0.1:" + proxy.port()), "http://127.0.0.1:1");
            carrier = new Carrier(
                    folder, new TransferSettings(usual.s3(), usual.hub(), usual.cacheBytes(), Duration.ofMillis(500)));
            carrier.write("big", bytes(50 << 20));
            carrier.write("small", bytes(10));
            proxy.dropAfterSent(25 << 20);
            proxy.stayDown();
            assertThat(why(carrier.takes("big", uri("s3://bucket/big"))))
                    .contains("s3://bucket/big", "it may work later");
            assertThat(server.files("bucket")).isNotEmpty().doesNotContain("big");
            proxy.mend();
            requireDone(carrier.takes("small", uri("s3://bucket/small")));
            assertThat(server.files("bucket")).containsExactly("small");
            assertThat(carrier.underway()).isEmpty();
        }
    }

    @Test
    void anotherAgentGoesOnWithAnUpload() throws IOException {
        try (var proxy = behindProxy()) {
            carrier.write("big", bytes(100 << 20));
            proxy.dropAfterSent(60 << 20);
            proxy.stayDown();
            var id = carrier.out("big", uri("s3://bucket/big"), Optional.empty());
            Carrier.await(() -> proxy.drops() == 1);
            carrier.reopen();
            proxy.mend();
            requireDone(carrier.end(id));
        }
        assertThat(Files.mismatch(carrier.inVolume("big"), server.object("bucket", "big")))
                .isEqualTo(-1);
        assertThat(carrier.underway()).isEmpty();
    }

    @Test
    void saysThatTheFileChangedWhileItWasSent() throws IOException {
        try (var proxy = behindProxy()) {
            carrier.write("big", bytes(50 << 20));
            proxy.dropAfterSent(25 << 20);
            proxy.stayDown();
            var id = carrier.out("big", uri("s3://bucket/big"), Optional.empty());
            Carrier.await(() -> proxy.drops() == 1);
            Files.writeString(carrier.inVolume("big"), "more", StandardOpenOption.APPEND);
            proxy.mend();
            assertThat(why(carrier.end(id))).contains("big changed while it was sent");
        }
        assertThat(server.files("bucket")).isEmpty();
        assertThat(carrier.underway()).isEmpty();
    }

    @Test
    void beginsAgainWhenTheObjectChangedMeanwhile() throws IOException, InterruptedException {
        requireUploaded("big", bytes(80 << 20));
        try (var proxy = behindProxy()) {
            proxy.dropAfterReceived(40 << 20);
            proxy.stayDown();
            var id = carrier.in(uri("s3://bucket/big"), "big", Optional.empty(), Optional.empty());
            Carrier.await(() -> proxy.drops() == 1);
            put("big", bytes(70 << 20));
            proxy.mend();
            requireDone(carrier.end(id));
        }
        assertThat(carrier.inVolume("big")).hasBinaryContent(bytes(70 << 20));
    }

    @Test
    void noticesThatWhatCameIsNotWhatTheServerSaysItIs() throws IOException, InterruptedException {
        put("it", "hello".getBytes(UTF_8));
        Files.writeString(server.object("bucket", "it"), "jello", StandardOpenOption.WRITE);
        assertThat(why(carrier.brings(uri("s3://bucket/it"), "it"))).contains("s3://bucket/it", "MD5");
        assertThat(carrier.files()).isEmpty();
    }

    @Test
    void bringsSmallFilesThatAreNotKept() throws IOException, InterruptedException {
        for (int i = 0; i < 30; i++) {
            put("set/file-" + i, bytes(i));
        }
        var end = carrier.brings(cached("s3://bucket/set/", UriSpec.Cache.NEVER, Optional.empty()), "in");
        requireDone(end);
        assertThat(carrier.files()).hasSize(30);
        assertThat(carrier.inVolume("in/file-29")).hasBinaryContent(bytes(29));
        assertThat(end.usage().movedBytes()).contains(30 * 29 / 2L);
    }

    @Test
    void noticesOfOneThatIsNotKeptThatItIsNotWhatTheServerSaysItIs() throws IOException, InterruptedException {
        put("it", "hello".getBytes(UTF_8));
        Files.writeString(server.object("bucket", "it"), "jello", StandardOpenOption.WRITE);
        assertThat(why(carrier.brings(cached("s3://bucket/it", UriSpec.Cache.NEVER, Optional.empty()), "it")))
                .contains("s3://bucket/it", "MD5");
        assertThat(carrier.files()).isEmpty();
    }

    @Test
    void bringsASmallFileAgainWhenTheConnectionDropsHalfWay() throws IOException, InterruptedException {
        put("it", bytes(900_000));
        try (var proxy = behindProxy()) {
            proxy.dropAfterReceived(500_000);
            var end = carrier.brings(cached("s3://bucket/it", UriSpec.Cache.NEVER, Optional.empty()), "it");
            requireDone(end);
            assertThat(proxy.drops()).isEqualTo(1);
            assertThat(end.usage().movedBytes()).contains(900_000L);
        }
        assertThat(carrier.inVolume("it")).hasBinaryContent(bytes(900_000));
    }

    @Test
    void bringsASmallFileThatGrewAfterItWasListed() throws IOException, InterruptedException {
        put("it", bytes(900_000));
        try (var proxy = behindProxy()) {
            proxy.dropAfterReceived(500_000);
            proxy.stayDown();
            var id = carrier.in(
                    cached("s3://bucket/it", UriSpec.Cache.NEVER, Optional.empty()),
                    "it",
                    Optional.empty(),
                    Optional.empty());
            Carrier.await(() -> proxy.drops() == 1);
            put("it", bytes(3_000_000));
            proxy.mend();
            requireDone(carrier.end(id));
        }
        assertThat(carrier.inVolume("it")).hasBinaryContent(bytes(3_000_000));
    }

    @Test
    void saysThatTheServerRefusesTheKeys() {
        var wrong = new SecretValue.S3(
                S3TestServer.ACCESS_KEY,
                "not-" + S3TestServer.SECRET_KEY,
                Optional.empty(),
                Optional.of(server.endpoint()),
                Optional.empty());
        var end = carrier.end(carrier.in(secret("s3://bucket/it"), "it", Optional.of(wrong), Optional.empty()));
        assertThat(why(end)).contains("s3://bucket/", "is the secret right?").doesNotContain(S3TestServer.SECRET_KEY);
    }

    @Test
    void opensABucketWithASecretOfTypeS3() throws IOException, InterruptedException {
        put("it", bytes(5));
        carrier.close();
        carrier = new Carrier(folder, Carrier.settings());
        var right = new SecretValue.S3(
                S3TestServer.ACCESS_KEY,
                S3TestServer.SECRET_KEY,
                Optional.empty(),
                Optional.of(server.endpoint()),
                Optional.empty());
        requireDone(carrier.end(carrier.in(secret("s3://bucket/it"), "it", Optional.of(right), Optional.empty())));
        requireDone(carrier.end(carrier.out("it", secret("s3://bucket/back"), Optional.of(right))));
        assertThat(get("back")).isEqualTo(bytes(5));
    }

    @Test
    void opensABucketWithTheOneOfSeveralSecretsThatFits() throws IOException, InterruptedException {
        put("it", bytes(5));
        carrier.close();
        carrier = new Carrier(folder, Carrier.settings());
        var token = new SecretValue.Http(Optional.empty(), Optional.empty(), Optional.of("x"), java.util.List.of());
        var keys = new SecretValue.S3(
                S3TestServer.ACCESS_KEY,
                S3TestServer.SECRET_KEY,
                Optional.empty(),
                Optional.of(server.endpoint()),
                Optional.empty());
        requireDone(carrier.brings(Carrier.several("s3://bucket/it"), "it", java.util.List.of(token, keys)));
        requireDone(carrier.takes("it", Carrier.several("s3://bucket/back"), java.util.List.of(token, keys)));
        assertThat(get("back")).isEqualTo(bytes(5));
        assertThat(why(carrier.brings(Carrier.several("s3://bucket/it"), "it", java.util.List.of(token, token))))
                .contains("expected a secret of type s3 among `secrets`", "s3://bucket/it");
    }

    @Test
    void saysThatThereIsNoSuchObjectOrBucket() throws IOException {
        assertThat(why(carrier.brings(uri("s3://bucket/nowhere"), "it")))
                .contains("s3://bucket/nowhere", "no such object");
        assertThat(why(carrier.brings(uri("s3://nobucket/it"), "it"))).contains("NoSuchBucket");
        carrier.write("it", bytes(1));
        assertThat(why(carrier.takes("it", uri("s3://nobucket/it")))).contains("NoSuchBucket");
    }

    @Test
    void needsNoByteOfAnUnchangedPrefixAgain() throws IOException, InterruptedException {
        put("set/a", bytes(1000));
        requireDone(carrier.brings(uri("s3://bucket/set/"), "one"));
        Files.writeString(server.object("bucket", "set/a"), "x".repeat(1000), StandardOpenOption.WRITE);
        requireDone(carrier.brings(uri("s3://bucket/set/"), "two"));
        assertThat(carrier.inVolume("two/a")).hasBinaryContent(bytes(1000));
    }
}

package org.tombolo.testkit.servers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.SequencedMap;
import org.tombolo.wire.Json;

/// A model hub with one repository: the API of Hugging Face, as its clients use it (revision, tree over several pages,
/// resolve with a redirection of large files to another host).
public final class HubTestServer implements AutoCloseable {
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final int LARGE = 1000;
    private static final int PAGE = 2;

    private final WebTestServer hub = new WebTestServer();
    private final WebTestServer store = new WebTestServer();

    private record Large(String oid, long size, int pointerSize) {}

    private record Entry(String type, String oid, long size, String path, java.util.Optional<Large> lfs) {}

    /// @param token what it wants to see; empty: nothing
    public HubTestServer(String repository, SequencedMap<String, byte[]> files, java.util.Optional<String> token) {
        var entries = new ArrayList<Entry>();
        files.forEach((path, bytes) -> {
            var resolve = "/%s/resolve/%s/%s".formatted(repository, COMMIT, path);
            if (bytes.length > LARGE) {
                var oid = hash("SHA-256", bytes);
                store.put("/blobs/" + oid, WebTestServer.File.of(bytes));
                guarded(resolve, WebTestServer.File.redirect(store.url("/blobs/" + oid)), token);
                entries.add(new Entry(
                        "file",
                        "f".repeat(40),
                        bytes.length,
                        path,
                        java.util.Optional.of(new Large(oid, bytes.length, 130))));
            } else {
                guarded(resolve, WebTestServer.File.of(bytes), token);
                var blob = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
                var all = java.util.Arrays.copyOf(blob, blob.length + bytes.length);
                System.arraycopy(bytes, 0, all, blob.length, bytes.length);
                entries.add(new Entry("file", hash("SHA-1", all), bytes.length, path, java.util.Optional.empty()));
            }
        });
        var api = "/api/models/" + repository;
        guarded(api + "/revision/main", json("{\"sha\": \"%s\", \"private\": false}".formatted(COMMIT)), token);
        for (int from = 0; from == 0 || from < entries.size(); from += PAGE) {
            var some = entries.subList(from, Math.min(entries.size(), from + PAGE));
            var path = api + "/tree/" + COMMIT + "?recursive=true" + (from == 0 ? "" : "&cursor=" + from);
            var file = json(Json.text(some));
            boolean more = from + PAGE < entries.size();
            var next = hub.url(api + "/tree/" + COMMIT + "?recursive=true&cursor=" + (from + PAGE));
            guarded(path, more ? file.with("Link", "<%s>; rel=\"next\"".formatted(next)) : file, token);
        }
    }

    private void guarded(String path, WebTestServer.File file, java.util.Optional<String> token) {
        hub.put(path, token.map(text -> file.login("Bearer " + text)).orElse(file));
    }

    private static WebTestServer.File json(String text) {
        return WebTestServer.File.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return hub.url("");
    }

    /// The host that large files are on.
    public WebTestServer store() {
        return store;
    }

    @Override
    public void close() {
        hub.close();
        store.close();
    }
}

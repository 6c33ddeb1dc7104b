package org.tombolo.testkit.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.testkit.data.Carrier.requireDone;
import static org.tombolo.testkit.data.Carrier.secret;
import static org.tombolo.testkit.data.Carrier.uri;
import static org.tombolo.testkit.data.Carrier.why;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.testkit.servers.HubTestServer;
import org.tombolo.testkit.servers.WebTestServer;
import org.tombolo.testkit.servers.WebTestServer.Asked;

/// `hf://` as a source.
@Tag("data")
class HubTransfersTest {
    @TempDir
    Path folder;

    private static HubTestServer hub(Optional<String> token) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("config.json", "{}".getBytes(UTF_8));
        files.put("README.md", "read me".getBytes(UTF_8));
        files.put("weights/a.safetensors", "w".repeat(5000).getBytes(UTF_8));
        files.put("weights/b.bin", "b".repeat(3000).getBytes(UTF_8));
        files.put("tokenizer/vocab.txt", "v".getBytes(UTF_8));
        return new HubTestServer("org/model", files, token);
    }

    private Carrier carrier(HubTestServer hub) {
        return new Carrier(folder, Carrier.settings(Optional.empty(), hub.url()));
    }

    @Test
    void bringsARepository() throws IOException {
        try (var hub = hub(Optional.empty());
                var carrier = carrier(hub)) {
            requireDone(carrier.brings(uri("hf://org/model"), "model"));
            assertThat(carrier.files())
                    .containsExactly(
                            "model/README.md",
                            "model/config.json",
                            "model/tokenizer/vocab.txt",
                            "model/weights/a.safetensors",
                            "model/weights/b.bin");
            assertThat(carrier.inVolume("model/weights/a.safetensors")).hasContent("w".repeat(5000));
        }
    }

    @Test
    void bringsWhatIsIncludedAndNotExcluded() throws IOException {
        try (var hub = hub(Optional.empty());
                var carrier = carrier(hub)) {
            requireDone(carrier.brings(
                    uri("hf://org/model?revision=main&include=*.json&include=weights/*&exclude=*.bin"), ""));
            assertThat(carrier.files()).containsExactly("config.json", "weights/a.safetensors");
            assertThat(why(carrier.brings(uri("hf://org/model?include=nothing"), "")))
                    .contains("no file is named so");
        }
    }

    @Test
    void showsTheTokenToTheHubAndNotToTheHostOfLargeFiles() throws IOException {
        try (var hub = hub(Optional.of("hf_token"));
                var carrier = carrier(hub)) {
            var refused = carrier.brings(uri("hf://org/model"), "no");
            assertThat(why(refused)).contains("401", "name a secret");
            requireDone(carrier.end(carrier.in(
                    secret("hf://org/model"), "yes", Optional.of(new SecretValue.Hf("hf_token")), Optional.empty())));
            assertThat(hub.store().asked())
                    .hasSize(2)
                    .extracting(Asked::authorization)
                    .containsOnly(Optional.empty());
        }
    }

    @Test
    void noticesThatALargeFileIsNotWhatTheHubLists() throws IOException {
        try (var hub = hub(Optional.empty());
                var carrier = carrier(hub)) {
            var path = "/blobs/" + sha256("w".repeat(5000));
            hub.store().put(path, WebTestServer.File.of("x".repeat(5000).getBytes(UTF_8)));
            assertThat(why(carrier.brings(uri("hf://org/model"), ""))).contains("a.safetensors", "SHA-256");
            assertThat(carrier.files()).noneMatch(name -> name.contains("a.safetensors"));
        }
    }

    private static String sha256(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

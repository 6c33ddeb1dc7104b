package org.tombolo.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    @ParameterizedTest
    @CsvSource({
        "docker://alpine, docker://docker.io/library/alpine:latest",
        "docker://org/name:1.0, docker://docker.io/org/name:1.0",
        "docker://registry.example.org/a/b/c:x, docker://registry.example.org/a/b/c:x",
        "docker://localhost/name, docker://localhost/name:latest",
        "docker://localhost:5000/name:1, docker://localhost:5000/name:1",
        "docker://node:5000/name, docker://node:5000/name:latest",
        "docker://127.0.0.1:5000/name, docker://127.0.0.1:5000/name:latest",
        "oras://registry.example.org/org/tool:2, oras://registry.example.org/org/tool:2",
        "oci-archive:/data/tool.tar, oci-archive:/data/tool.tar",
        "docker-archive:/data/tool.tar:tool:1, docker-archive:/data/tool.tar:tool:1",
        "oci-archive:sha256:0000000000000000000000000000000000000000000000000000000000000001, oci-archive:sha256:0000000000000000000000000000000000000000000000000000000000000001",
        "file:///data/root, file:///data/root"
    })
    void readsEveryFormAndFillsInWhatIsMeant(String uri, String meant) {
        assertThat(ImageReference.parse(uri).map(ImageReference::text)).contains(meant);
    }

    @Test
    void aDigestNeedsNoTag() {
        assertThat(ImageReference.parse("docker://alpine@" + DIGEST).map(ImageReference::text))
                .contains("docker://docker.io/library/alpine@" + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alpine",
                "docker://",
                "docker://Alpine",
                "docker://a//b",
                "docker://../x",
                "docker://alpine:",
                "docker://alpine@sha256:12",
                "oci-archive:relative.tar",
                "docker-archive:/x:",
                "file://",
                "file:///",
                "https://example.org/x",
                "docker://a b"
            })
    void refusesWhatIsNoReference(String uri) {
        assertThat(ImageReference.parse(uri)).isEmpty();
    }
}

package org.tombolo.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderBlobsTest {
    @TempDir
    Path folder;

    @Test
    void listsEveryObjectByTheNameItWasPutUnder() {
        var blobs = new FolderBlobs(folder, Clock.systemUTC());
        var one = blobs.put(new ByteArrayInputStream("one".getBytes(StandardCharsets.UTF_8)));
        var two = blobs.put(new ByteArrayInputStream("three".getBytes(StandardCharsets.UTF_8)));
        try (var all = blobs.list()) {
            assertThat(all).extracting(Stored::digest).containsExactlyInAnyOrder(one, two);
        }
        try (var all = blobs.list()) {
            assertThat(all).extracting(Stored::size).containsExactlyInAnyOrder(3L, 5L);
        }
    }
}

package org.tombolo.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.TomboloException;

class FolderBlobsTest extends BlobsContract {
    @TempDir
    Path folder;

    @Override
    protected Blobs blobs() {
        return new FolderBlobs(folder.resolve("objects"), Clock.systemUTC());
    }

    @Override
    protected Blobs reopened() {
        return blobs();
    }

    @Test
    void sweepsWhatACrashLeftLongAgo() throws IOException {
        var left = folder.resolve("objects/tmp/put1");
        var fresh = folder.resolve("objects/tmp/put2");
        Files.createDirectories(folder.resolve("objects/tmp"));
        Files.writeString(left, "half");
        Files.writeString(fresh, "half");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        blobs();
        assertThat(left).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void namesTheFolderThatItCannotUse() throws IOException {
        Files.writeString(folder.resolve("objects"), "a file");
        assertThatThrownBy(this::blobs)
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining(folder.resolve("objects").toString());
    }
}

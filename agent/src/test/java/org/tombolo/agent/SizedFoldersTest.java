package org.tombolo.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where nothing can be held to a size. Where it can: `SizedVolumeTest`, which has a disk of its own.
class SizedFoldersTest {
    @TempDir
    Path folder;

    private final SizedFolders sized = new SizedFolders();

    @Test
    void saysWhyNothingIsHeldToASizeWhereTheFileSystemCannot() throws Exception {
        var kind = Files.getFileStore(folder).type();
        assumeThat(kind).isNotEqualTo("btrfs");
        assertThat(sized.why(folder)).hasValue("%s is on %s, and only on btrfs are limits set".formatted(folder, kind));
        assertThat(sized.why(folder.resolve("gone"))).get().asString().contains("cannot be asked");
        assertThat(sized.use(folder)).isEmpty();
    }

    @Test
    void removesAnOrdinaryFolderToo() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("one")).resolve("file"), "text");
        sized.delete(folder.resolve("one"));
        sized.delete(folder.resolve("one"));
        assertThat(folder).isEmptyDirectory();
    }
}

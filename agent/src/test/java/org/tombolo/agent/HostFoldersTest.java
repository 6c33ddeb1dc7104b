package org.tombolo.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.launch.HomeFolder;
import org.tombolo.model.Ordered;
import org.tombolo.model.RunId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.Provision;

/// Volumes that are folders of the host.
class HostFoldersTest {
    private static final VolumeId VOLUME = new VolumeId.OfRun(new RunId("run1"), "data");

    @TempDir
    Path folder;

    private Path listed;
    private Volumes volumes;

    @BeforeEach
    void open() throws IOException {
        listed = Files.createDirectory(folder.resolve("listed"));
        volumes = new Volumes(new HomeFolder(folder.resolve("home")), Ordered.none(), List.of(listed), new Native());
    }

    private static Provision of(Path path) {
        return new Provision(Optional.empty(), Optional.empty(), Optional.of(path.toString()));
    }

    @Test
    void leavesAFolderOfTheHostAsItIsWhenTheVolumeIsRemoved() throws IOException {
        var inner = Files.createDirectory(listed.resolve("inner"));
        var file = Files.writeString(inner.resolve("file"), "mine");
        volumes.make(VOLUME, of(inner));
        volumes.make(VOLUME, of(inner)); // as the next order does
        assertThat(volumes.folder(VOLUME)).isEqualTo(inner.toRealPath());
        assertThat(volumes.measure(VOLUME).bytes()).isEqualTo(4);
        volumes.remove(VOLUME);
        assertThat(file).hasContent("mine");
        assertThat(folder.resolve("home/volumes/runs/run1")).doesNotExist();
        volumes.remove(VOLUME); // as after an answer that was lost
        assertThat(file).hasContent("mine");
    }

    @Test
    void takesNoFolderThatIsNotListedThroughALinkNeither() throws IOException {
        var other = Files.createDirectory(folder.resolve("listed-too"));
        Files.createSymbolicLink(listed.resolve("out"), other);
        for (var path : List.of(other, listed.resolve("out"), listed.resolve("../listed-too"))) {
            assertThatThrownBy(() -> volumes.make(VOLUME, of(path))).hasMessageContaining("`host-folders`");
        }
        assertThatThrownBy(() -> volumes.make(VOLUME, of(listed.resolve("gone"))))
                .hasMessageContaining("there is no folder");
        assertThat(volumes.folder(VOLUME)).doesNotExist();
        assertThat(listed.resolve("gone")).doesNotExist();
    }
}

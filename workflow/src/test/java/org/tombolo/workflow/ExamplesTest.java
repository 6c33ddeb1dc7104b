package org.tombolo.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @Test
    void readsEveryExampleWithoutAWarning() throws IOException {
        var folders = folders();
        assertThat(folders).hasSizeGreaterThanOrEqualTo(6);
        for (var folder : folders) {
            assertThat(WorkflowFiles.load(folder, Map.of()))
                    .as(folder.toString())
                    .isInstanceOfSatisfying(
                            Read.Parsed.class,
                            read -> assertThat(read.file().warnings()).isEmpty());
        }
    }

    @Test
    void findsBesideEachExampleWhatItUploads() throws IOException {
        for (var folder : folders()) {
            assertThat(WorkflowFiles.load(folder, Map.of())).isInstanceOfSatisfying(Read.Parsed.class, read -> {
                for (var upload : read.file().uploads()) {
                    assertThat(folder.resolve(pathOf(read.file(), upload.name())))
                            .exists();
                }
            });
        }
    }

    /// An upload is a file beside the workflow file or the default of a parameter, relative to it as well.
    private static String pathOf(WorkflowFile file, String name) {
        return file.params().values().stream()
                .filter(value -> value.inserted().equals(name))
                .map(value -> value.text())
                .findFirst()
                .orElse(name);
    }

    private static List<Path> folders() throws IOException {
        try (var folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}

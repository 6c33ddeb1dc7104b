package org.tombolo.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.Typed;

final class UpgradeCommandTest {
    private static final String OLD = "version: v1\njobs: {a: {script: x}}   # one\n";
    private static final String NEW = "version: v4\njobs: {a: {script: x}}   # one\n";

    @TempDir
    Path home;

    @TempDir
    Path folder;

    @Test
    void writesTheFileBack() throws IOException {
        var file = Files.writeString(folder.resolve("workflow.yaml"), OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        var typed = Typed.in(Map.of(), home, "upgrade", folder.toString(), "--write");
        assertThat(typed.status()).as(typed.err()).isZero();
        assertThat(typed.out()).isEmpty();
        assertThat(Files.readString(file)).isEqualTo(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        try (var names = Files.list(folder)) {
            assertThat(names).as("nothing is left beside it").hasSize(1);
        }
    }

    @Test
    void printsItAndLeavesTheFile() throws IOException {
        var file = Files.writeString(folder.resolve("old.yaml"), OLD);
        var typed = Typed.in(Map.of(), home, "upgrade", file.toString());
        assertThat(typed.out()).isEqualTo(NEW);
        assertThat(Files.readString(file)).isEqualTo(OLD);
    }

    @Test
    void touchesNothingWhereTheFileIsBad() throws IOException {
        var file = Files.writeString(folder.resolve("old.yaml"), "version: v1\njobs: {}\n");
        var typed = Typed.in(Map.of(), home, "upgrade", file.toString(), "--write");
        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.err()).contains("old.yaml:1:1", "expected at least one job or service");
        assertThat(Files.readString(file)).isEqualTo("version: v1\njobs: {}\n");
    }
}

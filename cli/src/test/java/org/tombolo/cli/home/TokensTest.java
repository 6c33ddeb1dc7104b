package org.tombolo.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.TomboloException;

final class TokensTest {
    @TempDir
    Path folder;

    private void write(String token, String mode) throws IOException {
        var file = folder.resolve("token");
        Files.writeString(file, token);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void readsAFileThatIsOnlyTheUsers() throws IOException {
        write("sesame\n", "rw-------");
        assertThat(Tokens.find(Map.of(), new Home(folder))).contains("sesame");
    }

    @Test
    void prefersTheEnvironment() throws IOException {
        write("sesame\n", "rw-------");
        assertThat(Tokens.find(Map.of("TOMBOLO_TOKEN", "other"), new Home(folder)))
                .contains("other");
    }

    @Test
    void refusesAFileThatOthersCanReadAndDoesNotShowIt() throws IOException {
        write("sesame\n", "rw-r-----");
        assertThatThrownBy(() -> Tokens.find(Map.of(), new Home(folder)))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void refusesATokenThatWouldMakeAnotherHeader() throws IOException {
        write("sesame\r\nX-Evil: 1", "rw-------");
        assertThatThrownBy(() -> Tokens.find(Map.of(), new Home(folder)))
                .hasMessageContaining("one line")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void findsNothingWhereThereIsNoFile() {
        assertThat(Tokens.find(Map.of(), new Home(folder))).isEmpty();
    }
}

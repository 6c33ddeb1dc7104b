package org.tombolo.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.wire.secret.OneOffSecret;

class OneOffSecretsTest {
    private static final String CANARY = "canary-cli";

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("given"), text);
    }

    private static OneOffSecret only(SequencedMap<String, OneOffSecret> secrets) {
        return secrets.values().iterator().next();
    }

    @Test
    void readsAValueFromAFileLessTheLastNewline() throws IOException {
        var secrets = OneOffSecrets.of(List.of("token=@" + file(CANARY + "\n\n")));
        assertThat(only(secrets).fields()).containsEntry("value", CANARY + "\n");
        assertThat(secrets.toString()).doesNotContain(CANARY);
    }

    @Test
    void readsTypesWithFieldsAsJsonOrLines() throws IOException {
        var json = OneOffSecrets.of(
                List.of("b:s3=@" + file("{\"accessKeyId\": \"id\", \"secretAccessKey\": \"" + CANARY + "\"}")));
        var lines = OneOffSecrets.of(List.of("b:S3=@" + file("accessKeyId=id\nsecretAccessKey=" + CANARY + "\n")));
        assertThat(json).isEqualTo(lines);
        assertThat(only(json).type()).isEqualTo("s3");
        var pem = OneOffSecrets.of(List.of("k:decryption-sif=@" + file("-----BEGIN RSA\nx\n")));
        assertThat(only(pem).fields()).containsOnlyKeys("pem");
    }

    @Test
    void refusesAValueOnTheCommandLineWithTheReason() {
        for (var option : List.of("token=" + CANARY, "token", "token=")) {
            assertThatThrownBy(() -> OneOffSecrets.of(List.of(option)))
                    .hasMessageContaining("seen by everybody on the machine")
                    .hasMessageContaining("--secret token=@FILE")
                    .hasMessageNotContaining(CANARY);
        }
    }

    @Test
    void saysWhatIsWrongWithAFileWithoutShowingIt() throws IOException {
        for (var text : List.of("{" + CANARY, "{\"accessKeyId\": [\"" + CANARY + "\"]}", CANARY, "nope=" + CANARY)) {
            assertThatThrownBy(() -> OneOffSecrets.of(List.of("b:s3=@" + file(text))))
                    .hasMessageNotContaining(CANARY);
        }
        assertThatThrownBy(() -> OneOffSecrets.of(List.of("b=@" + folder.resolve("none"))))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> OneOffSecrets.of(List.of("b:vale=@x"))).hasMessageContaining("--type \"vale\"");
    }
}

package org.tombolo.engineslurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Slurm's commands behind a real sshd: that of the login node, as the user who runs this test there.
@Tag("slurm")
class SshDoorTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private ControlDoor door;

    @BeforeEach
    void open() throws Exception {
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("key").toString());
        Files.writeString(
                Path.of(System.getenv("HOME"), ".ssh/authorized_keys"),
                Files.readString(folder.resolve("key.pub")),
                StandardOpenOption.APPEND);
        door = door("accept-new");
    }

    @AfterEach
    void close() {
        door.close();
    }

    private ControlDoor door(String hostKeys) {
        var options = new LinkedHashMap<String, String>();
        options.put("IdentityFile", folder.resolve("key").toString());
        options.put("UserKnownHostsFile", folder.resolve("known").toString());
        options.put("StrictHostKeyChecking", hostKeys);
        return new ControlDoor(new SlurmSettings.Control.Ssh(System.getenv("USER") + "@ctl", options));
    }

    private static void run(String... words) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void carriesWordsAndInputAsTheyAre() {
        var said = door.ask(
                List.of(
                        "sh",
                        "-c",
                        "cat; printf '%s|' \"$@\"; echo oops >&2; exit 7",
                        "sh",
                        "a b",
                        "it's",
                        "$HOME;",
                        ""),
                "input\n",
                LIMIT);
        assertThat(said).isEqualTo(new Said(7, "input\na b|it's|$HOME;||", "oops\n"));
        assertThat(door.ask(List.of("squeue", "--noheader", "--me"), "", LIMIT).worked())
                .isTrue();
    }

    @Test
    void asksFortyAtOnceThroughOneConnection() throws Exception {
        door.ask(List.of("true"), "", LIMIT);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Said>>();
            for (int i = 0; i < 40; i++) {
                var word = "number " + i;
                answers.add(threads.submit(() -> door.ask(List.of("echo", word), "", LIMIT)));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(answers.get(i).get()).isEqualTo(new Said(0, "number " + i + "\n", ""));
            }
        }
    }

    @Test
    void doesNotWaitForWhatDoesNotEnd() {
        assertThatThrownBy(() -> door.ask(List.of("sleep", "60"), "", Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE))
                .hasMessageContaining("did not answer within 1 s");
    }

    @Test
    void talksToNobodyWhoseKeyIsAnotherThanBefore() throws Exception {
        door.ask(List.of("true"), "", LIMIT);
        door.close();
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("other").toString());
        var key = Files.readString(folder.resolve("other.pub")).split(" ");
        Files.writeString(folder.resolve("known"), "ctl %s %s%n".formatted(key[0], key[1]));
        door = door("yes");
        assertThatThrownBy(() -> door.ask(List.of("true"), "", LIMIT))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("Host key verification failed");
    }
}

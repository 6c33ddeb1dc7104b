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
        makeKey("key");
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

    private ControlDoor door(String hostKeys, String... more) {
        var options = new LinkedHashMap<String, String>();
        options.put("IdentityFile", folder.resolve("key").toString());
        options.put("UserKnownHostsFile", folder.resolve("known").toString());
        options.put("StrictHostKeyChecking", hostKeys);
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return new ControlDoor(new SlurmSettings.Control.Ssh(System.getenv("USER") + "@ctl", options));
    }

    private void makeKey(String name) throws IOException, InterruptedException {
        var file = folder.resolve(name).toString();
        var made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file);
        assertThat(made.inheritIO().start().waitFor()).isZero();
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
        askFortyAtOnce(door);
    }

    @Test
    void waitsWhereTheOtherSideTakesOneChannelOnly() throws Exception {
        makeKey("host");
        var config = folder.resolve("sshd");
        Files.writeString(config, """
                Port 2299
                HostKey %1$s/host
                AuthorizedKeysFile %1$s/key.pub
                PidFile none
                StrictModes no
                UsePAM no
                MaxSessions 1
                """.formatted(folder));
        var sshd = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .start();
        try (var few = door("accept-new", "Port", "2299");
                var said = sshd.inputReader()) {
            assertThat(said.readLine()).contains("Server listening");
            askFortyAtOnce(few);
        } finally {
            sshd.destroy();
        }
    }

    @Test
    void connectsAgainAfterItsConnectionWasKilled() throws Exception {
        door.ask(List.of("true"), "", LIMIT);
        var master = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("ControlMaster=yes") && line.contains(folder.toString()))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        master.destroyForcibly();
        master.onExit().get();
        assertThatThrownBy(() -> door.ask(List.of("true"), "", LIMIT)).isInstanceOf(TomboloException.class);
        assertThat(door.ask(List.of("true"), "", LIMIT).worked()).isTrue();
    }

    private static void askFortyAtOnce(ControlDoor door) throws Exception {
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
        makeKey("other");
        var key = Files.readString(folder.resolve("other.pub")).split(" ");
        Files.writeString(folder.resolve("known"), "ctl %s %s%n".formatted(key[0], key[1]));
        door = door("yes");
        assertThatThrownBy(() -> door.ask(List.of("true"), "", LIMIT))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("Host key verification failed");
    }
}

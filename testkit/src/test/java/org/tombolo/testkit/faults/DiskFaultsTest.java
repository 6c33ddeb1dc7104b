package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.testkit.chaos.Client;
import org.tombolo.testkit.chaos.Ledger;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.ServerCommand;
import org.tombolo.testkit.chaos.Story;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;
import org.tombolo.wire.run.StartRun;

/// The state folder on a disk that is full, or cannot be written, for an ordinary user.
@Tag("faults")
@Timeout(180)
@ExtendWith(PackedProgram.class)
class DiskFaultsTest {
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);

    @TempDir
    private Path scratch;

    private PrivateDisk disk;
    private ServerCommand command;
    private Ledger ledger;

    @BeforeEach
    void aDisk(Program program) throws IOException {
        disk = PrivateDisk.of(scratch, 24);
        command = new ServerCommand(program, disk.path().resolve("home"));
        ledger = new Ledger(scratch.resolve("ledger"));
    }

    @AfterEach
    void noDisk() throws IOException {
        disk.close();
    }

    /// Starts a server on the disk, and gives a client of it.
    private Client start() throws IOException, InterruptedException {
        disk.run("TOMBOLO_HOME=%s %s >%s 2>&1 & echo $! >%s"
                .formatted(command.home(), String.join(" ", command.words()), said(), scratch.resolve("pid")));
        for (int look = 0; look < 1_000; look++) {
            var text = disk.run("cat %s/%s 2>/dev/null; kill -0 $(cat %s)"
                    .formatted(command.home(), ServerFile.NAME, scratch.resolve("pid")));
            if (!text.isEmpty()) {
                var url = Json.answer(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), ServerFile.class)
                        .url();
                var token = disk.run("cat %s/token".formatted(command.home()));
                return Client.of(scratch.resolve("none"), Map.of("TOMBOLO_URL", url, "TOMBOLO_TOKEN", token));
            }
            Thread.sleep(30);
        }
        throw new AssertionError("not ready: " + disk.run("cat " + said()));
    }

    private Path said() {
        return scratch.resolve("said");
    }

    private void end() throws IOException {
        disk.run("kill $(cat %1$s); while kill -0 $(cat %1$s) 2>/dev/null; do sleep 0.1; done"
                .formatted(scratch.resolve("pid")));
    }

    private LinkedHashMap<String, String> environment(String run) {
        var env = new LinkedHashMap<String, String>();
        env.put("RUN", run);
        env.put(Ledger.VARIABLE, ledger.file().toString());
        return env;
    }

    @Test
    void pausesOnAFullDiskAndGoesOnWhenThereIsRoom() throws Exception {
        var client = start();
        var story = Story.array(2, 3);
        client.start("before", story.workflow(), environment("before"), Optional.empty());
        awaitBegun(2); // what has not begun may be refused by a full disk, and says so
        disk.fill();

        var acknowledged = new ArrayList<String>();
        var refusal = catchThrowableOfType(TomboloException.class, () -> {
            for (int i = 0; i < 400; i++) { // until what the database holds in reserve is used up
                client.factory().start("default", large("large-" + i));
                acknowledged.add("large-" + i);
            }
        });
        assertThat(refusal.code()).isEqualTo(ErrorCode.PAUSED);
        assertThat(refusal).hasMessageContaining("pauses").hasMessageContaining("full");

        assertThat(client.factory().status().paused().orElse("")).contains("full");

        Thread.sleep(1_000);
        disk.makeRoom();
        assertThat(story.problems(
                        "before", client.awaitEnd("before", ENDED_WITHIN).state(), ledger))
                .isEmpty();
        for (var run : acknowledged) {
            var ended = client.awaitEnd(run, ENDED_WITHIN);
            assertThat(ended.state().equals("succeeded") || ended.toString().contains("full"))
                    .as("%s", ended)
                    .isTrue();
        }
        var after = Story.diamond();
        client.start("after", after.workflow(), environment("after"), Optional.empty());
        assertThat(after.problems(
                        "after", client.awaitEnd("after", ENDED_WITHIN).state(), ledger))
                .isEmpty();
        end();
        assertThat(ledger.awaitSilence(Duration.ofSeconds(5))).isEmpty();
    }

    private void awaitBegun(int tasks) throws Exception {
        for (int look = 0; ledger.lines().size() < tasks; look++) {
            assertThat(look).as("it has begun: %s", ledger.lines()).isLessThan(1_500);
            Thread.sleep(20);
        }
    }

    private static StartRun large(String run) {
        var workflow = "version: v4\njobs: {never: {script: 'true'}}\n" + ("# " + "x".repeat(1_000) + "\n").repeat(500);
        return Factory.asked(run, workflow);
    }

    @Test
    void saysThatTheStateFolderCannotBeWritten() throws Exception {
        var client = start();
        var story = Story.diamond();
        client.start("before", story.workflow(), environment("before"), Optional.empty());
        assertThat(story.problems(
                        "before", client.awaitEnd("before", ENDED_WITHIN).state(), ledger))
                .isEmpty();
        end();
        disk.run("mount -o bind,remount,ro " + disk.path());

        var refused = disk.run("TOMBOLO_HOME=%s timeout 60 %s 2>&1; echo exit code $?"
                .formatted(command.home(), String.join(" ", command.words())));
        assertThat(refused)
                .startsWith("tombolo: ")
                .contains(command.home().toString(), "Read-only", "TOMBOLO_HOME", "exit code 2")
                .doesNotContain("\tat ");

        disk.run("mount -o bind,remount,rw " + disk.path());
        assertThat(start().run("before").state()).isEqualTo("succeeded");
        end();
    }
}

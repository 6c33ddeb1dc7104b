package org.tombolo.engineslurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.launch.InJobScript;
import org.tombolo.model.work.ExecOrder;

/// Commands inside of jobs of a real cluster.
@Tag("slurm")
class JobExecTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path shared;

    private final ControlDoor door = new ControlDoor(new SlurmSettings.Control.Here());
    private String job = "";
    private JobExec.Step step = new JobExec.Step("", "");
    private int drawn;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(shared.resolve("inside.sh"), InJobScript.inside());
        var work = "#!/bin/sh\nexport TOMBOLO_ATTEMPT=f1-one MINE=\"a 'quoted'\nword\"\ncd /etc\nexec sleep 600\n";
        job = door.ask(List.of("sbatch", "--parsable", "--export=NIL", "--output=/dev/null"), work, PATIENCE)
                .out()
                .strip();
        var until = Instant.now().plus(PATIENCE);
        var line = "";
        while (!line.startsWith("RUNNING ")) {
            assertThat(Instant.now()).as(line).isBefore(until);
            line = door.answer(List.of("squeue", "--noheader", "--jobs=" + job, "--format=%T %N"), PATIENCE)
                    .strip();
        }
        step = new JobExec.Step(job, line.split(" ")[1]);
    }

    @AfterEach
    void end() {
        door.ask(List.of("scancel", job), "", PATIENCE);
        door.close();
    }

    private JobExec exec(Optional<ExecOrder.Terminal> terminal, String... command) {
        var order = new ExecOrder("exec" + drawn++, List.of(command), terminal);
        return new JobExec(door, step, "f1-one", shared.resolve("inside.sh").toString(), order);
    }

    /// What is read of it.
    private static final class Heard {
        private final JobExec exec;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private Optional<Integer> exit = Optional.empty();
        private long at;

        Heard(JobExec exec) {
            this.exec = exec;
        }

        Heard until(String text) {
            var until = Instant.now().plus(PATIENCE);
            while (exit.isEmpty() && (text.isEmpty() || !text().contains(text))) {
                assertThat(Instant.now()).as(text() + err).isBefore(until);
                var piece = exec.read(at, Duration.ofSeconds(1));
                (piece.error() ? err : out).writeBytes(piece.bytes());
                at = piece.next();
                exit = piece.exit();
            }
            return this;
        }

        String text() {
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void runsInTheFolderAndTheEnvironmentOfTheWorkAndTellsHowItEnded() {
        var heard = new Heard(exec(
                        Optional.empty(), "sh", "-c", "pwd; echo \"$MINE\"; echo \"$1\" >&2; exit 7", "sh", "it's"))
                .until("");
        assertThat(heard.text()).isEqualTo("/etc\na 'quoted'\nword\n");
        assertThat(heard.err.toString(StandardCharsets.UTF_8)).isEqualTo("it's\n");
        assertThat(heard.exit).contains(7);
    }

    @Test
    void passesInputOnAndItsEnd() {
        var exec = exec(Optional.empty(), "cat");
        long at = exec.write(0, "one\n".getBytes(StandardCharsets.UTF_8), false);
        var heard = new Heard(exec).until("one\n");
        exec.write(at, "two\n".getBytes(StandardCharsets.UTF_8), true);
        assertThat(heard.until("").text()).isEqualTo("one\ntwo\n");
        assertThat(heard.exit).contains(0);
    }

    @Test
    void givesATerminalThatIsResizedAndEndsWithWhoeverAskedForIt() {
        var exec = exec(Optional.of(new ExecOrder.Terminal("xterm", new ExecOrder.Size(97, 31))), "sh");
        var heard = new Heard(exec);
        long at = exec.write(0, "stty size; echo $TERM; id'd'=$$\n".getBytes(StandardCharsets.UTF_8), false);
        heard.until("31 97\r\nxterm\r\n");
        exec.resize(new ExecOrder.Size(60, 20));
        exec.write(at, "stty size; echo en'd'\n".getBytes(StandardCharsets.UTF_8), false);
        heard.until("end\r\n");
        assertThat(heard.text()).contains("20 60\r\n");
        exec.end();
        var left = door.ask(
                step.words(List.of(), List.of("sh", "-c", "grep -lsz '^TOMBOLO_EXEC=' /proc/[0-9]*/environ")),
                "",
                PATIENCE);
        assertThat(left.out()).isEmpty();
    }
}

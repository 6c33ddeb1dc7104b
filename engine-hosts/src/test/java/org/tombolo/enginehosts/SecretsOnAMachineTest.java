package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.enginehosts.TestingMachine.await;
import static org.tombolo.enginehosts.TestingMachine.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.StopOrder;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Ordered;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;

/// Values of secrets where work runs: in the process, in a file that only we can read, and nowhere else.
@Tag("slow")
class SecretsOnAMachineTest {
    private static final SecretRef REF = new SecretRef(SecretRef.Scope.USER, "word");
    private static final String CANARY = "it's a \"canary\" $HOME\n`second line` \\ of it";

    @TempDir
    Path folder;

    private TestingMachine machine;

    @BeforeEach
    void open() {
        machine = TestingMachine.local(folder);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private static WorkSpec work(Program program, Map<String, FileSpec> files) {
        return new WorkSpec(
                Optional.empty(),
                program,
                List.of(),
                List.of(new EnvEntry.FromSecret("WORD", REF)),
                Optional.empty(),
                Ordered.none(),
                new LinkedHashMap<>(files),
                ResourceSpec.ONE_CORE,
                List.of());
    }

    private AttemptId submit(String name, Program program, Map<String, FileSpec> files) {
        return machine.submit(
                job(name, work(program, files)),
                new Secrets(List.of(new Secrets.Held(REF, new SecretValue.Value(CANARY)))));
    }

    private AttemptId script(String name, String text) {
        return submit(name, new Program.Script(text), Map.of());
    }

    private Path state() throws IOException {
        var words = Files.readString(folder.resolve("agent/state.at")).strip().split(" ", 3);
        return Path.of(words[2]);
    }

    private List<Path> values() throws IOException {
        try (var files = Files.list(state().resolve("secrets"))) {
            return files.toList();
        }
    }

    /// Files below these folders that hold the text.
    private static List<Path> holding(String text, Path... roots) throws IOException {
        var found = new ArrayList<Path>();
        for (var root : roots) {
            try (var files = Files.walk(root)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private Path expected() throws IOException {
        return Files.writeString(folder.resolve("expected"), CANARY);
    }

    private static String check(Path expected) {
        return "[ \"$WORD\" = \"$(cat %s)\" ] || exit 9\n".formatted(expected);
    }

    @Test
    void givesTheValueToTheProcessAndToNoFileButOne() throws IOException {
        var gate = folder.resolve("gate");
        var id = script("quiet", check(expected()) + "echo up; while [ ! -e %s ]; do sleep 0.02; done".formatted(gate));
        await(() -> machine.out(id).contains("up"));
        assertThat(values())
                .hasSize(2)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
        assertThat(holding("second line", folder.resolve("agent"), state()))
                .isSubsetOf(values())
                .isNotEmpty();
        assertThat(argumentsHolding("second line")).isEmpty();
        Files.createFile(gate);
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.Exit(0));
        await(() -> none());
        assertThat(holding("second line", folder.resolve("agent"), state())).isEmpty();
    }

    private boolean none() {
        try {
            return values().isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> argumentsHolding(String text) throws IOException {
        var found = new ArrayList<String>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    var line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                    if (line.contains(text)) {
                        found.add(line);
                    }
                } catch (IOException e) {
                    // it has ended
                }
            }
        }
        return found;
    }

    @Test
    void givesTheValueInAViewOfItsOwnToo() throws IOException {
        var target = "/etc/of-the-job";
        var id = submit(
                "viewed",
                new Program.Script(check(expected()) + "cat " + target + "; ls -A /.tombolo"),
                Map.of(target, new FileSpec.Inline("beside\n")));
        assertThat(machine.end(id).cause()).as(machine.err(id)).isEqualTo(new Cause.Exit(0));
        assertThat(machine.out(id)).startsWith("beside\n").doesNotContain("env");
    }

    @Test
    void doesNotPutTheValueIntoArguments() {
        var id =
                submit("words", new Program.Command(List.of("echo", "$WORD", "${WORD}", "$TOMBOLO_ATTEMPT")), Map.of());
        machine.end(id);
        assertThat(machine.out(id)).startsWith("$WORD ${WORD} ").contains("words");
    }

    @Test
    void coversTheValueInOutputWhereverItIsCut() throws IOException {
        var gate = folder.resolve("gate");
        var id = script(
                "loud",
                "printf 'before %%s after\\n' \"$WORD\"; printf 'it'; printf '%%s' \"'s a \" ; while [ ! -e %s ]; do sleep 0.02; done; "
                                .formatted(gate)
                        + "printf '%s' \"${WORD#it\\'s a }\"; printf ' end\\n'; echo \"$WORD\" >&2");
        await(() -> machine.out(id).contains("after"));
        assertThat(machine.out(id)).endsWith("after\n"); // the beginning of the next waits
        Files.createFile(gate);
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.Exit(0));
        var whole = machine.out(id);
        assertThat(whole).startsWith("before ***").contains("*** after\n***").endsWith("** end\n");
        assertThat(whole).doesNotContain("canary").doesNotContain("second");
        assertThat(machine.err(id)).doesNotContain("canary").contains("***");
        for (int offset = 0; offset < whole.length(); offset++) {
            for (int length : List.of(1, 7)) {
                var piece = machine.engine.logs(id, LogStream.OUT, 0, offset, length);
                assertThat(new String(piece.bytes(), StandardCharsets.UTF_8))
                        .isEqualTo(whole.substring(offset, Math.min(whole.length(), offset + length)));
            }
        }
        await(() -> none());
        assertThat(machine.out(id)).isEqualTo(whole); // from the file itself, which was scrubbed
        assertThat(holding("canary", folder.resolve("agent"), state())).isEmpty();
    }

    @Test
    void anAgentThatComesAfterACrashHasTheValuesAndDeletesThem() throws IOException {
        var gate = folder.resolve("gate");
        var id = script("surviving", "echo up; while [ ! -e %s ]; do sleep 0.02; done; echo \"$WORD\"".formatted(gate));
        await(() -> machine.out(id).contains("up"));
        machine.reopen(machine.settings());
        assertThat(values()).hasSize(2);
        Files.createFile(gate);
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.Exit(0));
        assertThat(machine.out(id)).startsWith("up\n***").doesNotContain("canary");
        await(() -> none());
        assertThat(holding("canary", folder.resolve("agent"), state())).isEmpty();
    }

    @Test
    void forgettingAtOnceLeavesNothingInTheKeptOutput() throws IOException {
        var id = script("forgotten", "echo \"$WORD\"; sleep 60");
        await(() -> !machine.out(id).isEmpty());
        machine.engine.stop(List.of(new StopOrder(id, Duration.ZERO)));
        machine.end(id);
        machine.engine.forget(List.of(id));
        assertThat(values()).isEmpty();
        assertThat(holding("canary", folder.resolve("agent"), folder.resolve("blobs"), state()))
                .isEmpty();
    }
}

package org.tombolo.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.Cli;

/// What a real bash makes of the script.
class CompletionTest {
    @TempDir
    Path folder;

    private static String printed(String shell) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(new Cli(Map.of(), stream, stream).run("completion", shell)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    /// A `tombolo` that knows two runs.
    @BeforeEach
    void install() throws Exception {
        Files.writeString(folder.resolve("completion.bash"), printed("bash"));
        var tombolo = Files.writeString(
                folder.resolve("tombolo"), "#!/bin/sh\n[ \"$*\" = 'completion runs' ] && printf 'last\\nk3v9\\n'\n");
        Files.setPosixFilePermissions(tombolo, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("workflow.yaml"), "");
    }

    /// What bash offers where the cursor stands behind these words.
    private List<String> offered(String... words) throws Exception {
        var script = """
                source ./completion.bash
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
                complete -p tombolo | grep -q _tombolo || exit 1
                _tombolo
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        var command = new java.util.ArrayList<>(List.of("bash", "--norc", "-c", script, "bash", "./tombolo"));
        command.addAll(Arrays.asList(words));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void completesCommandsOptionsRunsAndFilesInBash() throws Exception {
        assertThat(offered("re")).containsExactly("rerun");
        assertThat(offered("")).contains("run", "show", "volumes", "help");
        assertThat(offered("help", "comp")).containsExactly("completion");
        assertThat(offered("rerun", "--fa")).containsExactly("--failed");
        assertThat(offered("show", "k")).containsExactly("k3v9");
        assertThat(offered("run", "work")).containsExactly("workflow.yaml");
        assertThat(offered("volumes", "cr")).containsExactly("create");
        assertThat(offered("volumes", "create", "--si")).contains("--size");
        assertThat(offered("nosuch", "")).isEmpty();
    }

    @Test
    void tellsEveryShellOfEveryCommand() {
        for (var shell : List.of("bash", "zsh", "fish")) {
            var script = printed(shell);
            for (var command : Command.values()) {
                assertThat(script).contains(command.word());
            }
        }
    }
}

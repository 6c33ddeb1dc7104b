package org.tombolo.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.Cli;

/// What real shells, which not every machine has, make of their scripts.
@Tag("slow")
class CompletionShellsTest {
    /// Types each argument and the tab key into a zsh on a terminal, and prints what `tombolo` is run with.
    private static final String TYPING = """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            tell() { zpty -w shell "$1"; }
            hear() { zpty -r -m shell said "*$1*" || exit 1; }
            tell 'PS1=rea""dy; PATH=$PWD:$PATH; autoload -U compinit && compinit -u -D; source ./completion.zsh'
            hear ready
            for typed in "$@"; do
                tell "$typed"$'\\t'
                hear '<*>'
                print -r -- "${${said##*<}%%>*}"
                hear ready
            done
            zpty -d shell
            """;

    @TempDir
    Path folder;

    /// A `tombolo` that knows two runs, and says with what it was run.
    @BeforeEach
    void install() throws Exception {
        for (var shell : List.of("zsh", "fish")) {
            var out = new ByteArrayOutputStream();
            var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
            assertThat(new Cli(Map.of(), stream, stream).run("completion", shell))
                    .isZero();
            Files.write(folder.resolve("completion." + shell), out.toByteArray());
        }
        var tombolo = Files.writeString(
                folder.resolve("tombolo"),
                "#!/bin/sh\nif [ \"$*\" = 'completion runs' ]; then printf 'last\\nk3v9\\n'; else echo \"<$*>\"; fi\n");
        Files.setPosixFilePermissions(tombolo, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("workflow.yaml"), "");
    }

    private List<String> said(List<String> command, String... words) throws Exception {
        var all = new ArrayList<>(command);
        all.addAll(Arrays.asList(words));
        var builder = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TERM", "vt100");
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        var process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        var said = Files.readString(folder.resolve("said"));
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void completesCommandsOptionsRunsAndFilesInZsh() throws Exception {
        assertThat(said(
                        List.of("zsh", "-f", "-c", TYPING, "zsh"),
                        "tombolo ru",
                        "tombolo show k",
                        "tombolo volumes cr",
                        "tombolo rerun --fa",
                        "tombolo run work"))
                .containsExactly("run", "show k3v9", "volumes create", "rerun --failed", "run workflow.yaml");
    }

    private List<String> offeredByFish(String typed) throws Exception {
        var script = "source completion.fish; complete -C $argv[1]";
        return said(List.of("fish", "--no-config", "-c", script), typed).stream()
                .map(line -> line.split("\t", -1)[0])
                .toList();
    }

    @Test
    void completesCommandsOptionsRunsAndFilesInFish() throws Exception {
        assertThat(offeredByFish("tombolo ru")).containsExactly("run");
        assertThat(offeredByFish("tombolo ")).contains("run", "show", "volumes", "help");
        assertThat(offeredByFish("tombolo help comp")).containsExactly("completion");
        assertThat(offeredByFish("tombolo show k")).containsExactly("k3v9");
        assertThat(offeredByFish("tombolo volumes cr")).containsExactly("create");
        assertThat(offeredByFish("tombolo rerun --fa")).containsExactly("--failed");
        assertThat(offeredByFish("tombolo run work")).containsExactly("workflow.yaml");
    }
}

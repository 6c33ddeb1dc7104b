package org.tombolo.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a b", "it's", "$HOME `id` \\ \" \n x", "''", "*", "-n", "ü\t"})
    void quotesAnyTextAsOneWord(String text) throws IOException {
        assertThat(shell("printf '%s.' " + Shell.quote(text))).isEqualTo(text + ".");
    }

    @Test
    void expandsOnlyWhatIsKnown() throws IOException {
        var word = Shell.expand("a$X${X}b $Y ${Y} $$ $Xx 'q' ${X", Set.of("X"));
        assertThat(shell("X='1 2'; Y=no; printf '%s' " + word)).isEqualTo("a1 21 2b $Y ${Y} $$ $Xx 'q' ${X");
    }

    @Test
    void doesNotExpandTwice() throws IOException {
        assertThat(shell("X='$(id) $X'; printf '%s' " + Shell.expand("${X}", Set.of("X"))))
                .isEqualTo("$(id) $X");
    }

    @Test
    void readsTheFirstLineOfAScriptAsTheKernelDoes() {
        assertThat(LaunchText.interpreter("#!/bin/sed -n 2p\nx")).isEqualTo(List.of("/bin/sed", "-n 2p"));
        assertThat(LaunchText.interpreter("#! /bin/sh\nx")).isEqualTo(List.of("/bin/sh"));
        assertThat(LaunchText.interpreter("echo")).isEqualTo(List.of("/bin/sh"));
        assertThat(LaunchText.interpreter("#!\n")).isEqualTo(List.of("/bin/sh"));
    }

    private static String shell(String text) throws IOException {
        var process = new ProcessBuilder("sh", "-c", text).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

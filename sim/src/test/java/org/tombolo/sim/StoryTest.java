package org.tombolo.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A seed tells one story, in whatever JVM.
class StoryTest {
    @Test
    void isTheSameInTwoFreshJvms() throws IOException, InterruptedException {
        var one = told("-XX:hashCode=2", "--seed", "17", "--verbose");
        var other = told("-XX:hashCode=0", "--seed", "17", "--verbose");
        assertThat(one).hasSizeGreaterThan(100).isEqualTo(other);
        assertThat(one.getLast()).startsWith("seed 17: hash ");
    }

    @Test
    void isAnotherOneForAnotherSeed() throws IOException, InterruptedException {
        assertThat(told("-XX:hashCode=2", "--seed", "3"))
                .isNotEqualTo(told("-XX:hashCode=2", "--seed", "4"))
                .hasSize(1);
    }

    private static List<String> told(String option, String... args) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UnlockExperimentalVMOptions",
                option,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.tombolo.sim.Main"));
        command.addAll(List.of(args));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().toList();
    }
}

package org.tombolo.testkit.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {
    /// Surefire runs tests in the module's folder.
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();

    record Said(int exitCode, String text) {}

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tombolo",
                "dev",
                ".ci/run",
                "tools/toolchain.sh",
                "tools/test-parts.sh",
                "tools/dist.sh",
                "tools/dist-launcher",
                "tools/train-server.sh",
                "tools/docker-engine"
            })
    void everyScriptIsPlainShell(String script) throws Exception {
        assertThat(say(Map.of(), "/bin/sh", "-n", script)).isEqualTo(new Said(0, ""));
    }

    @ParameterizedTest
    @CsvSource({"3.6.3,no", "3.8,yes", "3.8.7,yes", "3.9.11,yes", "4.0.0,yes", "2.2.1,no", "3.10.1,yes", "'',no"})
    void knowsAMavenThatIsTooOld(String version, String isNew) throws Exception {
        assertThat(toolchain("if is_new_maven \"$1\"; then echo yes; else echo no; fi", version))
                .isEqualTo(new Said(0, isNew + "\n"));
    }

    @ParameterizedTest
    @CsvSource({"17.0.15,no", "25,yes", "25.0.3,yes", "26-ea,yes", "9,no"})
    void knowsAJdkByItsReleaseFile(String version, String isWanted) throws Exception {
        assertThat(toolchain(
                        "if is_jdk \"$1\"; then echo yes; else echo no; fi",
                        jdk(version).toString()))
                .isEqualTo(new Said(0, isWanted + "\n"));
    }

    @Test
    void takesNoRuntimeWithoutACompiler() throws Exception {
        Path home = jdk("25.0.3");
        Files.delete(home.resolve("bin/javac"));

        assertThat(toolchain("if is_jdk \"$1\"; then echo yes; else echo no; fi", home.toString()))
                .isEqualTo(new Said(0, "no\n"));
    }

    @Test
    void prefersTheJdkThatIsNamedForIt() throws Exception {
        Path named = jdk("25.0.1");
        Said said = say(
                Map.of("TOMBOLO_JAVA_HOME", named.toString()),
                "/bin/sh",
                "-euc",
                ". tools/toolchain.sh; find_java; echo \"$java_home $version\"");

        assertThat(said).isEqualTo(new Said(0, named + " 25.0.1\n"));
    }

    @Test
    void refusesANamedJdkThatIsTooOld() throws Exception {
        Path named = jdk("17.0.15");

        Said said = say(Map.of("TOMBOLO_JAVA_HOME", named.toString()), "./tombolo", "version");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.text())
                .isEqualTo(
                        "tombolo: TOMBOLO_JAVA_HOME=%s is not a JDK 25 or newer (found: 17.0.15); point it at one, or unset it to have one looked for%n"
                                .formatted(named));
    }

    @Test
    @Tag("slow") // builds, when the sources are newer
    void startsThroughALinkFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("a link"), CLONE.resolve("tombolo"));

        Process process = new ProcessBuilder(link.toString(), "version")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(text).startsWith("tombolo 0.");
    }

    private Path jdk(String version) throws IOException {
        Path home = folder.resolve("jdk " + version);
        Path bin = Files.createDirectories(home.resolve("bin"));
        var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(bin.resolve("java"), executable);
        Files.createFile(bin.resolve("javac"), executable);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return home;
    }

    private static Said toolchain(String script, String argument) throws Exception {
        return say(Map.of(), "/bin/sh", "-euc", ". tools/toolchain.sh; " + script, "sh", argument);
    }

    private static Said say(Map<String, String> environment, String... command) throws Exception {
        var builder =
                new ProcessBuilder(List.of(command)).directory(CLONE.toFile()).redirectErrorStream(true);
        builder.environment().remove("TOMBOLO_JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}

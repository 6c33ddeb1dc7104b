package org.tombolo.testkit.newcomer;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Has an empty folder, an empty `TOMBOLO_HOME` and `./tombolo`, which runs this build's classes. Examples, docs and
/// sources of the clone are there, as links.
public final class Newcomer implements AutoCloseable {
    private final Path folder;
    private final Path home;
    private int typed;

    /// @param folder an empty one
    /// @param clone  the repository's root
    public Newcomer(Path folder, Path clone) throws IOException {
        this.folder = folder;
        this.home = folder.resolve("home");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var tombolo = Files.writeString(folder.resolve("tombolo"), shim(java, clone));
        Files.setPosixFilePermissions(tombolo, PosixFilePermissions.fromString("rwx------"));
        try (var entries = Files.list(clone)) {
            for (var entry : entries.toList()) {
                var name = entry.getFileName().toString();
                if (!name.equals("tombolo") && !name.equals("target") && !name.startsWith(".")) {
                    Files.createSymbolicLink(folder.resolve(name), entry);
                }
            }
        }
    }

    /// Interrupts reach it, also where the tests run in the background.
    private static String shim(Path java, Path clone) {
        return """
                #!/bin/sh
                exec env --default-signal=INT "%s" -Xlog:disable -Xlog:all=error:stderr -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -cp "%s" -Dtombolo.install="%s" org.tombolo.cli.Main "$@"
                """.formatted(java, System.getProperty("java.class.path"), clone);
    }

    /// What came of a command line.
    public record Came(int status, String out, String err) {
        public String all() {
            return out + err;
        }
    }

    public Path home() {
        return home;
    }

    public Path folder() {
        return folder;
    }

    /// `./tombolo` with these words.
    public Came tombolo(Duration limit, String... words) throws IOException, InterruptedException {
        var command = new String[words.length + 1];
        command[0] = folder.resolve("tombolo").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return wait(start(command), limit);
    }

    /// A line as a shell reads it.
    public Came line(Duration limit, String line) throws IOException, InterruptedException {
        return wait(start("/bin/sh", "-c", line), limit);
    }

    /// A command that goes on meanwhile.
    public Typing begin(String... words) throws IOException {
        var command = new String[words.length + 1];
        command[0] = folder.resolve("tombolo").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return start(command);
    }

    /// A process and where it writes: files, so that nobody has to read along.
    public record Typing(Process process, Path out, Path err) {
        public String soFar() throws IOException {
            return Files.readString(out, StandardCharsets.UTF_8) + Files.readString(err, StandardCharsets.UTF_8);
        }
    }

    private Typing start(String... command) throws IOException {
        var name = ".typed-" + typed++;
        var out = folder.resolve(name + ".out");
        var err = folder.resolve(name + ".err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("TOMBOLO_"));
        environment.put("TOMBOLO_HOME", home.toString());
        return new Typing(builder.start(), out, err);
    }

    /// Waits for its end; one that takes longer is killed, and that is an error.
    public Came wait(Typing typing, Duration limit) throws IOException, InterruptedException {
        if (!typing.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            typing.process().destroyForcibly().waitFor();
            throw new IllegalStateException(
                    "not done after %d s; so far:%n%s".formatted(limit.toSeconds(), typing.soFar()));
        }
        return new Came(
                typing.process().exitValue(),
                Files.readString(typing.out(), StandardCharsets.UTF_8),
                Files.readString(typing.err(), StandardCharsets.UTF_8));
    }

    /// Leaves nothing running.
    /// A server that a test has just killed may look alive to the first `up`.
    private void stopWork() throws IOException, InterruptedException {
        tombolo(Duration.ofMinutes(1), "up");
        if (tombolo(Duration.ofMinutes(2), "down", "--stop-work").status() != 0) {
            tombolo(Duration.ofMinutes(1), "up");
            tombolo(Duration.ofMinutes(2), "down", "--stop-work");
        }
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(home)) {
            try {
                stopWork();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted before its work was stopped", e);
            }
        }
        try (var entries = Files.list(folder)) {
            for (var link : entries.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link); // so that whoever empties the folder does not wonder
            }
        }
    }
}

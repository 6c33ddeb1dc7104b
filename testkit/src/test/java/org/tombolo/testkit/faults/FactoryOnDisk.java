package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tombolo.cli.Cli;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.ServerCommand;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// A server whose volumes are on a disk of their own, which it alone sees, and the command line beside it.
///
/// @param access the variables of the command line
record FactoryOnDisk(Path scratch, PrivateDisk disk, Path home, Map<String, String> access) implements AutoCloseable {
    /// What a command line said, and its exit code.
    record Came(int status, String all) {}

    static FactoryOnDisk started(Path scratch, PrivateDisk disk, Program program) throws Exception {
        var command = new ServerCommand(program, scratch.resolve("home"));
        disk.run(
                "mkdir -p %1$s/home/sites && printf '%%s\\n' 'engine: hosts' 'provisioners:' '  - {name: small, folder: %2$s}' >%1$s/home/sites/local.yaml"
                        .formatted(scratch, disk.path()));
        disk.run("TOMBOLO_HOME=%s %s >%s/said 2>&1 & echo $! >%s/pid"
                .formatted(command.home(), String.join(" ", command.words()), scratch, scratch));
        var file = command.home().resolve(ServerFile.NAME);
        var text = "";
        for (int look = 0; text.isEmpty(); look++) {
            assertThat(look).as("ready").isLessThan(1_500);
            Thread.sleep(20);
            text = disk.run("cat %s 2>/dev/null; kill -0 $(cat %s/pid)".formatted(file, scratch));
        }
        var access = Map.of(
                "TOMBOLO_URL",
                Json.answer(text.getBytes(StandardCharsets.UTF_8), ServerFile.class)
                        .url(),
                "TOMBOLO_TOKEN",
                disk.run("cat %s/token".formatted(command.home())));
        return new FactoryOnDisk(scratch, disk, command.home(), access);
    }

    Came type(String... words) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = new Cli(access, out, out).run(words);
        return new Came(status, said.toString(StandardCharsets.UTF_8));
    }

    Came run(String workflow) throws IOException {
        return type(
                "run",
                Files.writeString(scratch.resolve("workflow.yaml"), workflow).toString());
    }

    /// Files on the disk of the volumes.
    String left() throws IOException {
        return disk.run("find %s -type f".formatted(disk.path()));
    }

    @Override
    public void close() throws IOException {
        disk.run("kill $(cat %1$s/pid); while kill -0 $(cat %1$s/pid) 2>/dev/null; do sleep 0.1; done"
                .formatted(scratch));
        disk.run("rm -rf %s/home".formatted(scratch));
        disk.close();
    }
}

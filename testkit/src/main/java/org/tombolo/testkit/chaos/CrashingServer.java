package org.tombolo.testkit.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.tombolo.server.Server;
import org.tombolo.server.Wrapping;

/// The real server, which ends itself at a boundary of commit or call: at the Nth one of a name since its start, as
/// the property `tombolo.crash=NAME:N` says, or since the line `arm NAME N` on its input. `disarm` lets it live. Lines
/// are answered.
public final class CrashingServer {
    /// The property.
    public static final String AT = "tombolo.crash";

    private CrashingServer() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        var boundaries = new Boundaries();
        Optional.ofNullable(System.getProperty(AT))
                .map(at -> at.split(":", -1))
                .ifPresent(at -> boundaries.arm(at[0], Integer.parseInt(at[1])));
        var wrapping = new Wrapping(
                journal -> new CrashingJournal(journal, boundaries), engine -> new CrashingEngine(engine, boundaries));
        var home = Path.of(System.getenv("TOMBOLO_HOME"));
        try (var _ = Server.start(home, System.getenv(), wrapping);
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var words = line.split(" ", -1);
                switch (words[0]) {
                    case "arm" -> boundaries.arm(words[1], Integer.parseInt(words[2]));
                    case "disarm" -> boundaries.disarm();
                    default -> throw new IllegalArgumentException(line);
                }
                System.out.println("done: " + line);
            }
        }
    }
}

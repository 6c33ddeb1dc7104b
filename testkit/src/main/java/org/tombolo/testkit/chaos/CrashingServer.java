package org.tombolo.testkit.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tombolo.server.Server;
import org.tombolo.server.Wrapping;

/// The real server, which ends itself at a boundary of commit or call: at the one whose number since its start the
/// property `tombolo.crash` says, or at the one that a line `arm N` on its input counts from there. `disarm` lets it
/// live, and is answered.
public final class CrashingServer {
    /// The property.
    public static final String AT = "tombolo.crash";

    private CrashingServer() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        var boundaries = new Boundaries();
        boundaries.arm(Long.getLong(AT, Long.MAX_VALUE));
        var wrapping = new Wrapping(
                journal -> new CrashingJournal(journal, boundaries), engine -> new CrashingEngine(engine, boundaries));
        var home = Path.of(System.getenv("TOMBOLO_HOME"));
        try (var _ = Server.start(home, System.getenv(), wrapping);
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                switch (line.split(" ", -1)[0]) {
                    case "arm" -> boundaries.arm(Long.parseLong(line.substring("arm ".length())));
                    case "disarm" -> boundaries.disarm();
                    default -> throw new IllegalArgumentException(line);
                }
                System.out.println("done: " + line);
            }
        }
    }
}

package org.tombolo.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The program that outlives the agent.
public final class SupervisorScript {
    /// Of the files that it shares with the agent. A supervisor of another format is left alone.
    public static final int FORMAT = 1;

    private SupervisorScript() {}

    public static String text() {
        return resource("supervisor.sh");
    }

    static String resource(String name) {
        try (var in = SupervisorScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

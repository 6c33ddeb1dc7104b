package org.tombolo.cli.home;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// The folder that holds all state of the factory on this machine.
public record Home(Path folder) {
    /// `TOMBOLO_HOME`, else `$XDG_STATE_HOME/tombolo`, else `~/.local/state/tombolo`.
    public static Home of(Map<String, String> environment) {
        var named = environment.getOrDefault("TOMBOLO_HOME", "");
        if (!named.isEmpty()) {
            return new Home(absolute("TOMBOLO_HOME", named));
        }
        var state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (state.startsWith("/")) { // the XDG specification: a relative path is ignored
            return new Home(absolute("XDG_STATE_HOME", state).resolve("tombolo"));
        }
        var user = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return new Home(absolute("HOME", user).resolve(".local/state/tombolo"));
    }

    private static Path absolute(String variable, String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException _) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s=\"%s\": expected a folder's path".formatted(variable, Names.printable(text)));
        }
    }

    public Path tokenFile() {
        return folder.resolve("token");
    }

    public Path serverFile() {
        return folder.resolve("server.json");
    }

    /// Locked by the server that has this folder.
    public Path lockFile() {
        return folder.resolve("lock");
    }

    /// What the server's process writes by itself: why it did not start, what its JVM has to say.
    public Path serverOutput() {
        return folder.resolve("server.out");
    }

    /// The server's own log.
    public Path serverLog() {
        return folder.resolve("logs").resolve("server.log");
    }
}

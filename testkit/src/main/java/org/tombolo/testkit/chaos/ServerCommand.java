package org.tombolo.testkit.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// How a server's process is started.
///
/// @param home  its `TOMBOLO_HOME`
/// @param flags of the JVM
public record ServerCommand(
        Program program, Path home, String main, List<String> flags, SequencedMap<String, String> environment) {
    private static final String SERVER = "org.tombolo.server.Main";

    public ServerCommand {
        flags = List.copyOf(flags);
        environment = Ordered.copy(environment);
    }

    public ServerCommand(Program program, Path home) {
        this(program, home, SERVER, List.of(), Ordered.none());
    }

    public ServerCommand flag(String flag) {
        var more = new ArrayList<>(flags);
        more.add(flag);
        return new ServerCommand(program, home, main, more, environment);
    }

    public ServerCommand main(Class<?> other) {
        return new ServerCommand(program, home, other.getName(), flags, environment);
    }

    public ServerCommand variable(String name, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new ServerCommand(program, home, main, flags, more);
    }

    /// The words of the command line.
    public List<String> words() {
        return program.command(flags, main);
    }

    /// Returns at once.
    public RealServer start() throws IOException {
        var said = home.resolveSibling(home.getFileName() + ".said");
        Files.deleteIfExists(said);
        var builder = new ProcessBuilder(words()).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("TOMBOLO_HOME", home.toString());
        builder.environment().putAll(environment);
        return new RealServer(home, builder.start(), said);
    }
}

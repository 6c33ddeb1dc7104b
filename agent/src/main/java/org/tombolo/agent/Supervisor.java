package org.tombolo.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.launch.HomeFolder;
import org.tombolo.launch.StateFolder;
import org.tombolo.launch.SupervisorScript;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The long-lived shell: starts it, finds it again, talks to it. Used by the dispatcher's thread only.
final class Supervisor {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final StateFolder state;
    private final HomeFolder home;
    private final Path shell;
    private final Slots slots;
    private final Map<Path, FileChannel> pipes = new HashMap<>();

    Supervisor(StateFolder state, HomeFolder home, Path shell, Slots slots) {
        this.state = state;
        this.home = home;
        this.shell = shell;
        this.slots = slots;
    }

    boolean isAlive() {
        return ProcessIdentity.read(state.supervisor())
                .filter(ProcessIdentity::isAlive)
                .isPresent();
    }

    /// A fresh lane, running.
    void start(Lane lane) throws IOException {
        if (!isAlive()) {
            begin();
        }
        makePipe(state.lane(lane.number));
        Files.deleteIfExists(state.laneUp(lane.number));
        var slot = slots.make(lane.number);
        if (!slot.isEmpty()) {
            Files.writeString(state.slot(lane.number), slot);
        }
        say(state.control(), "l " + lane.number + " .\n");
        waitFor(state.laneUp(lane.number));
        adopt(lane);
        if (lane.process == null) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "the supervisor did not start lane %d; see %s".formatted(lane.number, state.errors()));
        }
    }

    /// Learns which process a lane is.
    void adopt(Lane lane) {
        lane.process = ProcessIdentity.read(state.laneUp(lane.number)).orElse(null);
        try {
            lane.grouped = Files.readString(state.laneUp(lane.number)).endsWith(" yes\n");
        } catch (IOException e) {
            lane.grouped = false;
        }
    }

    private void begin() throws IOException {
        var text = SupervisorScript.text();
        var script = home.programs().resolve("supervisor-%08x.sh".formatted(text.hashCode()));
        if (!Files.exists(script)) {
            // A running shell reads on in its script: a script is never written again.
            var fresh = Files.createTempFile(home.programs(), "supervisor", ".tmp");
            Files.writeString(fresh, text);
            Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
        }
        makePipe(state.control());
        Files.deleteIfExists(state.supervisor());
        var command = List.of(
                "setsid",
                shell.toString(),
                script.toString(),
                "main",
                state.root().toString(),
                home.root().toString(),
                shell.toString());
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", AgentSettings.DEFAULT_PATH);
        builder.directory(Path.of("/").toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(Path.of("/dev/null").toFile());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(state.errors().toFile()));
        builder.start();
        waitFor(state.supervisor());
        if (!isAlive()) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "the supervisor did not start with %s; see %s".formatted(shell, state.errors()));
        }
    }

    private static void makePipe(Path pipe) {
        if (!Files.exists(pipe)) {
            Commands.mustRun(List.of("mkfifo", "-m", "600", pipe.toString()));
        }
    }

    /// The lane is dead. What was still in its pipe must reach nobody.
    void discard(Lane lane) throws IOException {
        var pipe = pipes.remove(state.lane(lane.number));
        if (pipe != null) {
            pipe.close();
        }
        Files.deleteIfExists(state.lane(lane.number));
        Files.deleteIfExists(state.laneUp(lane.number));
    }

    /// Hands over commands; they must be few enough to fit into the pipe, or this waits.
    void tell(Lane lane, String commands) throws IOException {
        say(state.lane(lane.number), commands);
    }

    /// Ends the shell and its idle lanes; a lane that runs something ends behind it.
    void quit() throws IOException {
        if (isAlive()) {
            say(state.control(), "\nq 0 .\n");
        }
    }

    private void say(Path pipe, String text) throws IOException {
        var channel = pipes.get(pipe);
        if (channel == null) {
            // For reading too: so it does not wait for a reader, and does not fail when there is none.
            channel = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
            pipes.put(pipe, channel);
            text = "\n" + text; // ends what an agent before us may have left unfinished
        }
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void waitFor(Path file) {
        Loop.until(PATIENCE, PAUSE, () -> ProcessIdentity.read(file).isPresent());
    }

    Optional<ProcessIdentity> identity() {
        return ProcessIdentity.read(state.supervisor());
    }

    void close() {
        pipes.values().forEach(pipe -> {
            try {
                pipe.close();
            } catch (IOException e) {
                // nothing was kept back in it
            }
        });
        pipes.clear();
    }
}

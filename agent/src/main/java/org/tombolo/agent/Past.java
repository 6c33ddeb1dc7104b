package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.agent.files.Trees;
import org.tombolo.launch.HomeFolder;
import org.tombolo.launch.StateFolder;
import org.tombolo.launch.SupervisorEvent;
import org.tombolo.launch.SupervisorScript;
import org.tombolo.model.work.Cause;

/// What the agents before this one left: the same state folder, if the machine was not booted since; else a fresh one.
final class Past {
    private static final Logger LOG = LoggerFactory.getLogger(Past.class);
    /// For killed processes to be gone.
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Path pointer;
    private final StateFolder state;
    private final String mark;
    /// Set where the earlier state cannot be gone on with.
    private final Optional<String> lost;
    /// Where that was, and the same if it is still there.
    private final Optional<StateFolder> former;
    private final Optional<StateFolder> old;

    Past(AgentSettings settings, HomeFolder home, Boot boot, int user) throws IOException {
        pointer = home.root().resolve("state.at");
        mark = SupervisorScript.FORMAT + " " + boot.id();
        var known = Files.exists(pointer) ? Files.readString(pointer).strip().split(" ", 3) : new String[0];
        var folder =
                known.length == 3 ? Optional.of(new StateFolder(Path.of(known[2]))) : Optional.<StateFolder>empty();
        boolean sameBoot = known.length == 3 && (known[0] + " " + known[1]).equals(mark);
        if (sameBoot && folder.isPresent() && isWhole(folder.get(), mark)) {
            state = folder.get();
            lost = Optional.empty();
            old = Optional.empty();
            former = Optional.empty();
            return;
        }
        former = folder;
        old = folder.filter(each -> Files.isDirectory(each.root()));
        lost = folder.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        sameBoot
                                ? "the folder that held its state, %s, was removed".formatted(known[2])
                                : "the machine was booted again");
        var choice = new StateChoice(settings, user);
        new LeftStates(choice.parents(), choice.prefix(), Clock.systemUTC()).sweep();
        state = new StateFolder(choice.make());
        Files.writeString(state.home(), home.root().toAbsolutePath() + "\n");
        for (var each : new Path[] {state.lanes(), state.claims(), state.logs()}) {
            Files.createDirectory(each);
        }
        Files.createFile(state.events());
        Files.writeString(state.version(), mark + "\n");
        if (folder.isEmpty()) {
            remember();
        }
    }

    private static boolean isWhole(StateFolder folder, String mark) {
        try {
            return Files.readString(folder.version()).equals(mark + "\n") && Files.exists(folder.events());
        } catch (IOException e) {
            return false;
        }
    }

    StateFolder state() {
        return state;
    }

    /// A name for this state, which no other has.
    String instance() {
        return String.valueOf(state.root().getFileName());
    }

    /// Everything that the earlier state knew is ended: as it was seen to end, or with the machine.
    void end(Board board, Endings endings, Processes processes) throws IOException {
        if (lost.isEmpty()) {
            return;
        }
        var entries = board.all();
        clear(processes, entries.stream().map(entry -> entry.label).collect(Collectors.toSet()));
        var ends = new HashMap<String, SupervisorEvent.Ended>();
        if (old.isPresent()) {
            new Verdicts(old.get().verdicts())
                    .read()
                    .forEach((label, end) -> board.find(label).ifPresent(entry -> endings.done(entry, end)));
            if (Files.exists(old.get().events())) {
                for (var line : Files.readAllLines(old.get().events())) {
                    if (SupervisorEvent.parse(line).orElse(null) instanceof SupervisorEvent.Ended end) {
                        ends.put(end.label(), end);
                    }
                }
            }
        }
        for (var entry : entries) {
            var end = ends.get(entry.label);
            if (end != null) {
                endings.saw(entry, end);
            } else {
                endings.lost(entry, new Cause.NodeLost(lost.get()));
            }
        }
        remember();
        if (old.isPresent()) {
            Trees.delete(old.get().root());
        }
    }

    /// First the shells, which would begin what waits and write into a folder that is being deleted; then what they
    /// ran.
    private void clear(Processes processes, Set<String> labels) {
        boolean gone = Loop.until(PATIENCE, PAUSE, () -> {
            var shells = former.map(each -> processes.supervising(each.root())).orElse(List.of());
            shells.forEach(processes::kill);
            return shells.isEmpty();
        });
        gone &= Loop.until(PATIENCE, PAUSE, () -> {
            var work = processes.of(labels).keySet();
            work.forEach(processes::kill);
            return work.isEmpty();
        });
        if (!gone) {
            LOG.warn("some processes of the earlier state {} do not die", former);
        }
    }

    /// Takes the state away when nobody needs it any more: nothing runs, and nothing is to be told.
    void close(boolean needless) throws IOException {
        if (needless) {
            Files.deleteIfExists(pointer);
            Trees.delete(state.root());
        }
    }

    private void remember() throws IOException {
        var fresh = pointer.resolveSibling("state.at.tmp");
        Files.writeString(fresh, mark + " " + state.root() + "\n");
        Files.move(fresh, pointer, StandardCopyOption.ATOMIC_MOVE);
    }
}

package org.tombolo.engineslurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tombolo.model.Digest;
import org.tombolo.model.work.LogObject;

/// What the engine itself has to know after a restart: who was told to stop, and who was forgotten. Appended;
/// only whole lines count.
final class Notes {
    private final SharedFolder folder;
    private final Map<String, List<LogObject>> forgotten = new LinkedHashMap<>();

    Notes(SharedFolder folder) {
        this.folder = folder;
    }

    synchronized void read() {
        forgotten.clear();
        lines(folder.forgotten()).forEach(line -> {
            var words = line.split(" ");
            forgotten.put(words[0], Arrays.stream(words).skip(1).map(Notes::log).toList());
        });
    }

    Set<String> stopped() {
        return new LinkedHashSet<>(lines(folder.stops()));
    }

    void stop(String label) {
        append(folder.stops(), label);
    }

    synchronized Optional<List<LogObject>> forgotten(String label) {
        return Optional.ofNullable(forgotten.get(label));
    }

    synchronized void forget(String label, List<LogObject> logs) {
        append(
                folder.forgotten(),
                label + logs.stream().map(log -> " " + text(log)).collect(Collectors.joining()));
        forgotten.put(label, logs);
    }

    private static String text(LogObject log) {
        return "%s,%s,%d,%d".formatted(log.stream(), log.digest(), log.firstOffset(), log.endOffset());
    }

    private static LogObject log(String text) {
        var parts = text.split(",");
        return new LogObject(parts[0], new Digest(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    private static List<String> lines(Path file) {
        return Orders.io(() -> {
            if (!Files.exists(file)) {
                return List.of();
            }
            var text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        });
    }

    private static void append(Path file, String line) {
        Orders.io(() -> write(file, line));
    }

    private static Path write(Path file, String line) throws IOException {
        return Files.writeString(file, "\n" + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

package org.tombolo.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.model.AttemptId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.work.LogObject;
import org.tombolo.wire.Json;
import org.tombolo.wire.agent.AgentAnswer.Kept;

/// What was kept of the output of attempts that were forgotten not long ago. Whoever asked may have died before he
/// wrote it down; he will ask again, and gets the same answer. Two files, the older one deleted when the newer one is
/// full.
final class Keepsakes {
    private static final Logger LOG = LoggerFactory.getLogger(Keepsakes.class);
    private static final long FULL = 1 << 20;

    private final Path newer;
    private final Path older;
    private TreeMap<AttemptId, Kept> recent;
    private TreeMap<AttemptId, Kept> before;
    private long size;

    private Keepsakes(Path folder) throws IOException {
        this.newer = folder.resolve("forgotten");
        this.older = folder.resolve("forgotten.old");
        this.recent = read(newer);
        this.before = read(older);
        this.size = Files.exists(newer) ? Files.size(newer) : 0;
    }

    static Keepsakes open(Path folder) throws IOException {
        return new Keepsakes(folder);
    }

    /// Before anything of them is deleted.
    synchronized void add(List<Kept> forgotten) throws IOException {
        var lines = new StringBuilder();
        for (var each : forgotten) {
            if (!each.logs().isEmpty()) {
                recent.put(each.attempt(), each);
                lines.append(Json.text(each)).append('\n');
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(newer, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size += bytes.length;
        if (size > FULL) {
            Files.move(newer, older, StandardCopyOption.REPLACE_EXISTING);
            before = recent;
            recent = new TreeMap<>();
            size = 0;
        }
    }

    /// Empty logs of what was never here, or wrote nothing.
    synchronized Kept of(AttemptId attempt) {
        var found = recent.getOrDefault(attempt, before.get(attempt));
        return found == null ? new Kept(attempt, List.<LogObject>of()) : found;
    }

    private static TreeMap<AttemptId, Kept> read(Path file) throws IOException {
        var kept = new TreeMap<AttemptId, Kept>();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                try {
                    var one = Json.answer(line, Kept.class);
                    kept.put(one.attempt(), one);
                } catch (TomboloException e) {
                    LOG.warn("{}: a line is cut off or damaged and is left out", file); // a crash while it was written
                }
            }
        }
        return kept;
    }
}

package org.tombolo.agent.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.agent.AgentJson;

/// What has come of a file, with notes that let another agent go on.
final class Part {
    private final Path file;
    private final Path notes;
    private final String boot;
    private final AgentJson json;

    /// @param boot what came before another boot may be missing from the disk
    Part(Path file, String boot, AgentJson json) {
        this.file = file;
        this.json = json;
        this.notes = file.resolveSibling(file.getFileName() + ".json");
        this.boot = boot;
    }

    /// @param size  -1: not known
    /// @param chunk 0: in one piece, as long as the file is
    /// @param done  numbers of the chunks that are there
    record Notes(String boot, String version, long size, long chunk, List<Integer> done) {
        Notes {
            done = List.copyOf(done);
        }

        Notes with(int another) {
            var more = new TreeSet<>(done);
            more.add(another);
            return new Notes(boot, version, size, chunk, List.copyOf(more));
        }
    }

    Path file() {
        return file;
    }

    Notes notes(String version, long size, long chunk) {
        return new Notes(boot, version, size, chunk, List.of());
    }

    Optional<Notes> notes() {
        try {
            if (!Files.exists(notes) || !Files.exists(file)) {
                return Optional.empty();
            }
            return Optional.of(json.read(Files.readAllBytes(notes), Notes.class, notes.toString()))
                    .filter(each -> each.boot().equals(boot));
        } catch (IOException | TomboloException e) {
            return Optional.empty();
        }
    }

    void write(Notes fresh) {
        try {
            var beside = notes.resolveSibling(notes.getFileName() + ".tmp");
            Files.write(beside, json.write(fresh));
            Files.move(beside, notes, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Local.failed(e);
        }
    }

    FileChannel open(boolean afresh) {
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (afresh) {
                channel.truncate(0);
            }
            return channel;
        } catch (IOException e) {
            throw Local.failed(e);
        }
    }

    long length() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw Local.failed(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(notes);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Local.failed(e);
        }
    }

    /// The file has been moved away.
    void forget() {
        try {
            Files.deleteIfExists(notes);
        } catch (IOException e) {
            throw Local.failed(e);
        }
    }
}

package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.Digest;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;

/// What references meant when that was last found out: `cache: once` takes such an answer while it is young enough.
final class Answers {
    private final Path folder;
    private final Clock clock;

    Answers(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    Optional<Digest> find(ImageReference reference, List<String> owner, Duration life) throws IOException {
        var file = file(reference, owner);
        if (!Files.exists(file)
                || Files.getLastModifiedTime(file).toInstant().plus(life).isBefore(clock.instant())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Digest(Files.readString(file, StandardCharsets.US_ASCII).strip()));
        } catch (TomboloException e) {
            return Optional.empty(); // damaged: it is asked again
        }
    }

    void put(ImageReference reference, List<String> owner, Digest digest) throws IOException {
        Files.createDirectories(folder);
        var fresh = Files.createTempFile(folder, "answer", ".new");
        Files.writeString(fresh, digest + "\n", StandardCharsets.US_ASCII);
        Files.setLastModifiedTime(fresh, java.nio.file.attribute.FileTime.from(clock.instant()));
        Files.move(fresh, file(reference, owner), StandardCopyOption.ATOMIC_MOVE);
    }

    /// What nobody would take any more.
    void sweep(Duration life) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var all = Files.newDirectoryStream(folder)) {
            for (var each : all) {
                if (Files.getLastModifiedTime(each).toInstant().plus(life).isBefore(clock.instant())) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private Path file(ImageReference reference, List<String> owner) {
        var key = new StringBuilder();
        for (var part : owner) {
            key.append(part.length()).append(':').append(part).append(';');
        }
        key.append(reference.text());
        return folder.resolve(
                Sha256.of(key.toString().getBytes(StandardCharsets.UTF_8)).hex());
    }
}

package org.tombolo.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.tombolo.api.routes.Surroundings;

/// What `status` tells of the state folder and of this process.
record HomeFacts(Path folder, String version, Instant startedAt) implements Surroundings {
    @Override
    public String home() {
        return folder.toString();
    }

    @Override
    public SequencedMap<String, Long> diskBytes() {
        var parts = new LinkedHashMap<String, Long>();
        try (var entries = Files.list(folder)) {
            for (var entry : entries.sorted().toList()) {
                parts.put(entry.getFileName().toString(), size(entry));
            }
        } catch (IOException e) {
            return parts; // what can be seen is shown
        }
        return parts;
    }

    @Override
    public long diskFree() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long size(Path entry) throws IOException {
        var sum = new long[1];
        Files.walkFileTree(entry, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // files come and go while we look
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, java.io.@org.jspecify.annotations.Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }
}

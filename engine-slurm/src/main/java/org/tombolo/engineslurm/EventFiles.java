package org.tombolo.engineslurm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tombolo.launch.InJobEvent;

/// What the nodes wrote since it was last read. Confined to whoever watches the site.
final class EventFiles {
    private static final int MOST = 1 << 20;

    private final Path folder;
    /// File → up to where it was read: behind its last whole line.
    private final Map<Path, Long> read = new LinkedHashMap<>();

    EventFiles(Path folder) {
        this.folder = folder;
    }

    List<InJobEvent> fresh() {
        return Orders.io(() -> {
            var events = new ArrayList<InJobEvent>();
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder)) {
                    for (var file : files.sorted().toList()) {
                        fresh(file, events);
                    }
                }
            }
            return events;
        });
    }

    private void fresh(Path file, List<InJobEvent> events) throws IOException {
        long from = read.getOrDefault(file, 0L);
        if (Files.size(file) <= from) {
            return;
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            while (true) {
                in.seek(from);
                var bytes = new byte[(int) Math.min(MOST, in.length() - from)];
                in.readFully(bytes);
                int whole = lastNewline(bytes) + 1;
                if (whole == 0) {
                    break;
                }
                new String(bytes, 0, whole, StandardCharsets.UTF_8)
                        .lines()
                        .flatMap(line -> InJobEvent.parse(line).stream())
                        .forEach(events::add);
                from += whole;
            }
        }
        read.put(file, from);
    }

    private static int lastNewline(byte[] bytes) {
        int at = bytes.length - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }
}

package org.tombolo.testkit.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/// Looks at the arguments of every process of the machine, as often as it can, for a text.
final class CommandLines implements AutoCloseable {
    private final String text;
    private final ConcurrentSkipListSet<String> found = new ConcurrentSkipListSet<>();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::look);
    private volatile boolean over;

    CommandLines(String text) {
        this.text = text;
        thread.start();
    }

    List<String> found() {
        return new ArrayList<>(found);
    }

    private void look() {
        while (!over) {
            try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (var process : processes) {
                    try {
                        var line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                        if (line.contains(text)) {
                            found.add(line.replace('\0', ' '));
                        }
                    } catch (IOException e) {
                        // it has ended
                    }
                }
                Thread.sleep(2);
            } catch (IOException | InterruptedException e) {
                found.add("the look was broken off: " + e);
                return;
            }
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

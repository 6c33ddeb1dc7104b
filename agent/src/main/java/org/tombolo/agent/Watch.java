package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells at once when something in a folder changes. Without it the dispatcher only looks now and then. Each change
/// costs three threads a turn, so it rests while nobody wants to know.
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Path folder;
    private final WatchService service;
    private boolean works = true;
    private @Nullable WatchKey key;

    Watch(Path folder) throws IOException {
        this.folder = folder;
        service = folder.getFileSystem().newWatchService();
    }

    /// By one thread, as `rest`.
    ///
    /// @return whether it watches only from now on: what happened just before is to be looked for
    boolean begin() {
        if (key != null || !works) {
            return false;
        }
        try {
            key = folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            return true;
        } catch (ClosedWatchServiceException e) {
            return false; // the agent is closing
        } catch (IOException e) {
            LOG.info("{} cannot be watched ({}): it is looked at ten times a second", folder, e.getMessage());
            works = false;
            return false;
        }
    }

    void rest() {
        if (key != null) {
            key.cancel();
            key = null;
        }
    }

    void run(Runnable changed) {
        try {
            while (true) {
                var each = service.take();
                each.pollEvents();
                changed.run();
                each.reset();
            }
        } catch (ClosedWatchServiceException e) {
            // the agent is closing
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            LOG.warn("closing a watch: {}", e.getMessage());
        }
    }
}

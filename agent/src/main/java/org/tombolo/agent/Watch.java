package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells at once when something in a folder changes. Without it the dispatcher only looks now and then.
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final WatchService service;

    Watch(Path folder) throws IOException {
        service = folder.getFileSystem().newWatchService();
        try {
            folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        } catch (IOException e) {
            LOG.info("{} cannot be watched ({}): it is looked at ten times a second", folder, e.getMessage());
        }
    }

    void run(Runnable changed) {
        try {
            while (true) {
                var key = service.take();
                key.pollEvents();
                changed.run();
                key.reset();
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

package org.tombolo.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.control.loop.ControlLoop;
import org.tombolo.control.loop.Snapshots;

/// Keeps the journal short: a snapshot whenever enough rows have come since the last one, on a thread of its own. A
/// failure is logged and
/// tried again; nothing depends on it but the time of the next start and the disk.
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LAST_LOOK = Duration.ofSeconds(20);
    /// Rows between snapshots: some hundred milliseconds of reading at the next start.
    private static final long ROWS = 20_000;

    private final Snapshots snapshots;
    private final ControlLoop loop;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Upkeep(Snapshots snapshots, ControlLoop loop) {
        this.snapshots = snapshots;
        this.loop = loop;
        this.thread = Thread.ofPlatform().name("upkeep").daemon(true).unstarted(this::run);
    }

    static Upkeep start(Snapshots snapshots, ControlLoop loop) {
        var upkeep = new Upkeep(snapshots, loop);
        upkeep.thread.start();
        return upkeep;
    }

    private void run() {
        try {
            while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                snapshot();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void snapshot() {
        var version = loop.version();
        try {
            if (loop.pausedReason().isEmpty() && snapshots.take(version.epoch(), version.seq(), ROWS)) {
                LOG.info("a snapshot at {}", version.seq());
            }
        } catch (RuntimeException e) {
            LOG.warn("no snapshot at {}; it is tried again", version.seq(), e);
        }
    }

    /// Waits for a snapshot under way.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LAST_LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

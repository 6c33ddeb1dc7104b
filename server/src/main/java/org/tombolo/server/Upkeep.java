package org.tombolo.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.control.loop.ControlLoop;
import org.tombolo.control.loop.Snapshots;
import org.tombolo.model.RunId;
import org.tombolo.server.secrets.Strongroom;

/// Keeps the journal short, and sweeps out sealed values that nothing leads to: a snapshot whenever enough rows have
/// come since the last one, on a thread of its own. A
/// failure is logged and
/// tried again; nothing depends on it but the time of the next start and the disk.
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int SWEEP = 12;
    private static final Duration LAST_LOOK = Duration.ofSeconds(20);
    /// Rows between snapshots: some hundred milliseconds of reading at the next start.
    private static final long ROWS = 20_000;

    private final Snapshots snapshots;
    private final ControlLoop loop;
    private final Strongroom strongroom;
    private final Predicate<RunId> ended;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Upkeep(Snapshots snapshots, ControlLoop loop, Strongroom strongroom, Predicate<RunId> ended) {
        this.snapshots = snapshots;
        this.loop = loop;
        this.strongroom = strongroom;
        this.ended = ended;
        this.thread = Thread.ofPlatform().name("upkeep").daemon(true).unstarted(this::run);
    }

    static Upkeep start(Snapshots snapshots, ControlLoop loop, Strongroom strongroom, Predicate<RunId> ended) {
        var upkeep = new Upkeep(snapshots, loop, strongroom, ended);
        upkeep.thread.start();
        return upkeep;
    }

    private void run() {
        try {
            for (int round = 1; !closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS); round++) {
                snapshot();
                if (round % SWEEP == 0) {
                    sweep();
                }
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

    private void sweep() {
        try {
            if (loop.pausedReason().isEmpty() && strongroom.sweep(loop, ended) > 0) {
                LOG.info("values of secrets that nothing leads to were deleted");
            }
        } catch (RuntimeException e) {
            LOG.warn("values of secrets that nothing leads to stay; it is tried again", e);
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

package org.tombolo.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.control.command.Command;
import org.tombolo.control.loop.ControlLoop;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The control loop on its platform thread: SQL holds its carrier.
final class LoopThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);
    private static final Duration LAST_TURN = Duration.ofSeconds(20);
    /// Sites that do not answer do not hold up the start for longer.
    private static final Duration DESCRIBED_WITHIN = Duration.ofSeconds(5);

    private static final long LOOK_EVERY_MILLIS = 2;

    private final ControlLoop loop;
    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure;

    private LoopThread(ControlLoop loop, Thread thread, AtomicReference<@Nullable RuntimeException> failure) {
        this.loop = loop;
        this.thread = thread;
        this.failure = failure;
    }

    static LoopThread start(ControlLoop loop, List<Command> first) {
        var failure = new AtomicReference<@Nullable RuntimeException>();
        var thread = Thread.ofPlatform().name("control-loop").start(() -> run(loop, first, failure));
        return new LoopThread(loop, thread, failure);
    }

    private static void run(
            ControlLoop loop, List<Command> first, AtomicReference<@Nullable RuntimeException> failure) {
        try {
            loop.run(first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the control loop has ended", e);
            failure.set(e);
        }
    }

    /// Until the loop takes requests, and has somewhere to place work.
    void awaitReady(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (loop.pausedReason().isPresent()) {
            if (!thread.isAlive()) {
                throwFailure();
            }
            if (System.nanoTime() > deadline) {
                throw new TomboloException(
                        ErrorCode.PAUSED,
                        "not ready after %d s: %s"
                                .formatted(
                                        limit.toSeconds(), loop.pausedReason().orElse("")));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        long described = System.nanoTime() + DESCRIBED_WITHIN.toNanos();
        while (!loop.isDescribed() && System.nanoTime() < described) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    void await() throws InterruptedException {
        thread.join();
        throwFailure();
    }

    private void throwFailure() {
        var why = failure.get();
        if (why != null) {
            throw why;
        }
    }

    @Override
    public void close() {
        loop.close();
        try {
            if (!thread.join(LAST_TURN)) {
                LOG.warn("the control loop is still in its last turn after {} s", LAST_TURN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

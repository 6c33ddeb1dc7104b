package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.launch.StateFolder;
import org.tombolo.model.work.Cause;

/// Ends attempts: asks politely, waits for the grace, kills until nothing is left.
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
    private static final String ORDERED = "by order";
    /// From the claim to the first line of the supervisor about it, and between two rounds of killing.
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final StateFolder state;
    private final Board board;
    private final Endings endings;
    private final Dispatcher dispatcher;
    private final Processes processes;
    private final Slots slots;
    private final ExecutorService threads;

    Stopping(
            StateFolder state,
            Board board,
            Endings endings,
            Dispatcher dispatcher,
            Processes processes,
            Slots slots,
            ExecutorService threads) {
        this.state = state;
        this.board = board;
        this.endings = endings;
        this.dispatcher = dispatcher;
        this.processes = processes;
        this.slots = slots;
        this.threads = threads;
    }

    /// Returns at once; the end is observed.
    void stop(Entry entry, Duration grace) {
        if (entry.phase.compareTo(Entry.Phase.SWEEPING) >= 0) {
            return;
        }
        board.move(entry, each -> each.stopped = ORDERED);
        if (entry.order.isTransfer() || claim(entry)) {
            if (!entry.order.isTransfer() || entry.phase.compareTo(Entry.Phase.RUNNING) < 0) {
                endings.never(entry, new Cause.Stopped(ORDERED));
                dispatcher.gone(entry);
            }
        } else {
            threads.execute(() -> end(entry, grace));
        }
    }

    /// Whether it was not begun, and now never will.
    private boolean claim(Entry entry) {
        if (entry.phase.compareTo(Entry.Phase.RUNNING) >= 0) {
            return false;
        }
        try {
            Files.createFile(state.claim(entry.label));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            LOG.warn("{} cannot be claimed: {}", entry.label, e.getMessage());
            return false;
        }
    }

    private void end(Entry entry, Duration grace) {
        try {
            if (!grace.isZero()) {
                processes.politely(tree(entry)).forEach(processes::terminate);
                board.awaitEnd(entry, grace);
            }
            long pause = MOMENT.toMillis();
            while (!board.awaitEnd(entry, Duration.ZERO)) {
                tree(entry).forEach(processes::kill);
                board.awaitEnd(entry, Duration.ofMillis(pause));
                pause = Math.min(1000, pause * 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private java.util.Set<Long> tree(Entry entry) {
        var lane = entry.lane;
        return processes.tree(entry.label, lane == null ? List.of() : slots.members(lane.number));
    }
}

package org.tombolo.launch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.work.ExecPiece;

/// Between a command that writes and somebody who asks: when it is full, the command waits. The last piece is kept
/// until
/// the next one is asked for: an answer may get lost.
public final class ExecOutput {
    private static final long MOST = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ExecPiece> waiting = new ArrayDeque<>();
    private long held;
    private long written;
    private long given;
    private @Nullable ExecPiece last;
    private @Nullable Integer exit;
    private boolean abandoned;

    /// Waits while it is full.
    public void put(boolean error, byte[] bytes) throws InterruptedException {
        lock.lock();
        try {
            while (held >= MOST && !abandoned) {
                changed.await();
            }
            if (!abandoned) {
                written += bytes.length;
                held += bytes.length;
                waiting.add(new ExecPiece(error, bytes, written, Optional.empty()));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nothing follows.
    public void end(int code) {
        lock.lock();
        try {
            exit = code;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nobody will ask any more: what is written from now on is dropped.
    public void abandon() {
        lock.lock();
        try {
            abandoned = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public ExecPiece take(long offset, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            var before = last;
            if (before != null && offset == before.next() - before.bytes().length && offset != given) {
                return before;
            }
            if (offset != given) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT, "offset: expected %d, found %d".formatted(given, offset));
            }
            long left = atMost.toNanos();
            while (waiting.isEmpty() && exit == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    private ExecPiece next() {
        var piece = waiting.poll();
        if (piece == null) {
            return new ExecPiece(false, new byte[0], given, Optional.ofNullable(exit));
        }
        held -= piece.bytes().length;
        given = piece.next();
        last = piece;
        changed.signalAll();
        return piece;
    }
}

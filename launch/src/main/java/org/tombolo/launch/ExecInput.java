package org.tombolo.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Between somebody who sends and a command that reads, which may do so slowly: when it is full, less is taken.
public final class ExecInput {
    private static final long MOST = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long held;
    private long taken;
    private boolean ended;
    private boolean closed;

    /// Where the bytes go.
    public interface Sink {
        void write(byte[] bytes) throws IOException;

        /// Nothing follows.
        void end() throws IOException;
    }

    /// @return up to where it was taken
    public long write(long offset, byte[] bytes, boolean end) throws InterruptedException {
        lock.lock();
        try {
            if (offset > taken) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT, "offset: expected at most %d, found %d".formatted(taken, offset));
            }
            long left = PATIENCE.toNanos();
            while (held >= MOST && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (held < MOST || closed) {
                take(Arrays.copyOfRange(bytes, (int) Math.min(taken - offset, bytes.length), bytes.length), end);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void take(byte[] bytes, boolean end) {
        taken += bytes.length;
        if (!closed && !ended && bytes.length > 0) {
            held += bytes.length;
            waiting.add(bytes);
        }
        ended |= end;
        changed.signalAll();
    }

    /// Nobody reads any more: what comes is dropped.
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            held = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Hands on what comes, until its end.
    public void drain(Sink sink) throws InterruptedException {
        try {
            for (var bytes = next(); bytes.length > 0; bytes = next()) {
                sink.write(bytes);
            }
            sink.end();
        } catch (IOException e) {
            close(); // the command does not want it, which is no error
        }
    }

    /// Nothing: the end.
    private byte[] next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !ended && !closed) {
                changed.await();
            }
            var bytes = waiting.poll();
            if (bytes == null) {
                return new byte[0];
            }
            held -= bytes.length;
            changed.signalAll();
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}

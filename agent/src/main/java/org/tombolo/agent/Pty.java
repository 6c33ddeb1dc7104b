package org.tombolo.agent;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.tombolo.model.work.ExecOrder;

/// A pseudo terminal. It never blocks in the kernel for longer than a moment, so that it can be closed at any time.
final class Pty implements AutoCloseable {
    private static final short READABLE = 1; // POLLIN
    private static final short WRITABLE = 4; // POLLOUT
    private static final int MOMENT_MILLIS = 200;

    private final LibC libc;
    private final int master;
    private final String device;
    /// So that the descriptor is not closed, and given to somebody else, while it is used.
    private final ReentrantLock using = new ReentrantLock();
    private boolean closed;

    Pty(LibC libc) throws IOException {
        this.libc = libc;
        master = libc.openTerminal();
        try {
            device = libc.device(master);
        } catch (IOException e) {
            libc.close(master);
            throw e;
        }
    }

    /// What a command opens.
    String device() {
        return device;
    }

    void resize(ExecOrder.Size size) {
        using.lock();
        try {
            if (!closed) {
                libc.resize(master, size);
            }
        } finally {
            using.unlock();
        }
    }

    /// What was written there; -1 when nobody has the device any more, or this is closed.
    int read(byte[] bytes) {
        while (true) {
            boolean ready = libc.isReady(master, READABLE, MOMENT_MILLIS);
            int n = ready ? used(() -> libc.read(master, bytes)) : used(() -> 0);
            if (n != 0) {
                return n;
            }
        }
    }

    /// As typed. What comes after the end is dropped.
    void write(byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            int from = done;
            boolean ready = libc.isReady(master, WRITABLE, MOMENT_MILLIS);
            int n = ready ? used(() -> libc.write(master, bytes, from)) : used(() -> 0);
            if (n < 0) {
                return;
            }
            done += n;
        }
    }

    private int used(java.util.function.IntSupplier call) {
        using.lock();
        try {
            return closed ? -1 : call.getAsInt();
        } finally {
            using.unlock();
        }
    }

    /// Whoever has the device is hung up.
    @Override
    public void close() {
        using.lock();
        try {
            if (!closed) {
                closed = true;
                libc.close(master);
            }
        } finally {
            using.unlock();
        }
    }
}

package org.tombolo.journal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Asks a database on behalf of any thread. Virtual threads wait here while platform threads ask: SQLite's calls would
/// hold their carriers.
final class Readers implements AutoCloseable {
    private static final int THREADS = 2;

    private final BlockingQueue<Session> idle = new ArrayBlockingQueue<>(THREADS);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("journal-history-", 0).daemon().factory());

    private final boolean writing;

    Readers(Store store) {
        this(store, Store.Use.READ, THREADS);
    }

    private Readers(Store store, Store.Use use, int sessions) {
        this.writing = use == Store.Use.WRITE;
        for (int i = 0; i < sessions; i++) {
            idle.add(new Session(store, use));
        }
    }

    /// Each question is a transaction that changes something.
    static Readers writing(Store store) {
        return new Readers(store, Store.Use.WRITE, 1);
    }

    <T extends @Nullable Object> T ask(Session.Work<T> work) {
        try {
            return threads.submit(() -> onSession(work)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TomboloException(ErrorCode.INTERNAL, "interrupted while the database was asked", e);
        } catch (RejectedExecutionException e) {
            throw new TomboloException(ErrorCode.PAUSED, "the journal is closed", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TomboloException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private <T extends @Nullable Object> T onSession(Session.Work<T> work) throws InterruptedException {
        var session = idle.take();
        try {
            return writing ? session.write(work) : session.read(work);
        } finally {
            idle.add(session);
        }
    }

    @Override
    public void close() {
        threads.close();
        idle.forEach(Session::close);
    }
}

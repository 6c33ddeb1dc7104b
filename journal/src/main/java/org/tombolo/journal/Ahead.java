package org.tombolo.journal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Decodes on threads of its own while its caller reads on, and hands over in order, on the caller's thread: a start
/// waits for reading, decoding and taking side by side.
final class Ahead<T> implements AutoCloseable {
    private static final int MOST_THREADS = 4;

    private final ArrayDeque<Future<List<T>>> waiting = new ArrayDeque<>();
    private final Consumer<T> into;
    private final ExecutorService threads;
    private final int atOnce;

    Ahead(Consumer<T> into) {
        this.into = into;
        this.atOnce = Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, MOST_THREADS);
        this.threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("journal-decode-", 0).daemon().factory());
    }

    /// Hands over what was decoded meanwhile, so that only so much waits.
    void add(Callable<List<T>> decoding) {
        waiting.add(threads.submit(decoding));
        while (waiting.size() > 2 * atOnce) {
            handOver();
        }
    }

    /// Hands over all that is left.
    void finish() {
        while (!waiting.isEmpty()) {
            handOver();
        }
    }

    private void handOver() {
        try {
            waiting.removeFirst().get().forEach(into);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TomboloException(ErrorCode.INTERNAL, "interrupted while the journal was read", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TomboloException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

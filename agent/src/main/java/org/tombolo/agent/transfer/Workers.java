package org.tombolo.agent.transfer;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.TomboloException;

/// Does the same with many things, some at once. The first failure ends all of it; nothing outlives the call.
final class Workers {
    private static final int LOOK_MILLIS = 200;

    private Workers() {}

    interface Action<T> {
        void on(T thing) throws IOException, InterruptedException;
    }

    /// @param trip looked at while others work: it ends them
    static <T> void each(Collection<T> things, int atOnce, Trip trip, Action<T> action)
            throws IOException, InterruptedException {
        var left = new ConcurrentLinkedQueue<>(things);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ExecutorCompletionService<Boolean>(threads);
            int working = Math.min(atOnce, things.size());
            for (int i = 0; i < working; i++) {
                done.submit(() -> {
                    for (var next = left.poll(); next != null; next = left.poll()) {
                        action.on(next);
                    }
                    return true;
                });
            }
            try {
                while (working > 0) {
                    trip.check();
                    var ended = done.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    if (ended != null) {
                        ended.get();
                        working--;
                    }
                }
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } finally {
                left.clear();
                threads.shutdownNow();
            }
        }
    }

    private static IOException failure(@Nullable Throwable cause) throws IOException, InterruptedException {
        switch (cause) {
            case TomboloException e -> throw e;
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        }
    }
}

package org.tombolo.cli.command;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tombolo.workflow.Read;

/// Files that are read side by side, in the order in which they were named. A few are read by the caller's own thread:
/// threads would cost more than they save.
final class ReadAhead implements AutoCloseable {
    private static final int FEW = 32;
    private static final int AHEAD = 256;

    private final Iterator<String> paths;
    private final Function<String, Read> reading;
    private final @Nullable ExecutorService threads;
    private final ArrayDeque<Future<Read>> underway = new ArrayDeque<>();

    ReadAhead(List<String> paths, Function<String, Read> reading) {
        this.paths = paths.iterator();
        this.reading = reading;
        int cores = Runtime.getRuntime().availableProcessors();
        this.threads = paths.size() <= FEW || cores == 1 ? null : Executors.newFixedThreadPool(cores);
    }

    /// Of the next path; as often as there are paths.
    Read next() {
        var pool = threads;
        if (pool == null) {
            return reading.apply(paths.next());
        }
        while (underway.size() < AHEAD && paths.hasNext()) {
            var path = paths.next();
            underway.add(pool.submit(() -> reading.apply(path)));
        }
        try {
            return underway.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}

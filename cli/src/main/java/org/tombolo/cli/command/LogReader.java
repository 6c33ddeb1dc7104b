package org.tombolo.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.client.FactoryClient;
import org.tombolo.cli.client.LogStream;
import org.tombolo.cli.client.Query;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Task;

/// Reads one stream of one job: of its only task, of one named, or of all tasks of an array, one behind the other.
final class LogReader implements Runnable {
    private static final int PAGE = 500;

    private final Session session;
    private final OnceNotes notes;
    private final LogWriter writer;
    private final Of of;
    private final boolean follow;
    private final Optional<Integer> tail;
    private boolean begun;
    private @Nullable RuntimeException broken;

    /// @param index of an array's task; empty: all of them
    record Of(String project, String run, Job job, Optional<Integer> index, String stream) {}

    LogReader(Session session, OnceNotes notes, LogWriter writer, Of of, boolean follow, Optional<Integer> tail) {
        this.session = session;
        this.notes = notes;
        this.writer = writer;
        this.of = of;
        this.follow = follow;
        this.tail = tail;
    }

    boolean hasBegun() {
        return begun;
    }

    @Override
    public void run() {
        try {
            read();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            broken = e;
        }
    }

    /// What went wrong on the reader's thread.
    void rethrow() {
        var why = broken;
        if (why != null) {
            throw why;
        }
    }

    void read() throws InterruptedException {
        if (!of.job().array() || of.index().isPresent()) {
            task(of.index().orElse(of.job().firstIndex()));
        } else if (follow) {
            int last = of.job().firstIndex() + of.job().tasks().total() - 1;
            for (int index = of.job().firstIndex(); index <= last; index++) {
                task(index);
            }
        } else {
            tried();
        }
    }

    /// Only tasks that have been tried: of a million, most may not.
    private void tried() throws InterruptedException {
        Optional<String> after = Optional.empty();
        do {
            var page = factory()
                    .tasks(
                            of.project(),
                            of.run(),
                            of.job().name(),
                            new Query().with("limit", PAGE).withAny("after", after));
            for (Task task : page.items()) {
                task(task.index());
            }
            after = page.next();
        } while (after.isPresent());
    }

    private void task(int index) throws InterruptedException {
        var target = new LogStream.Target(of.project(), of.run(), of.job().name(), index, of.stream());
        var stream = new LogStream(factory(), target, follow, notes);
        var sink = writer.sink(of.job(), index, of.stream());
        begun |= stream.copy(tail, sink);
        sink.end();
    }

    private FactoryClient factory() {
        return session.factory();
    }
}

package org.tombolo.cli.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tombolo.cli.client.FactoryClient;
import org.tombolo.cli.client.RunWatch;
import org.tombolo.wire.run.Run;

/// Versions of a run as they come, with the time between them to redraw.
public final class Feed {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int FEW = 64;

    private final BlockingQueue<News> news = new ArrayBlockingQueue<>(FEW);

    private sealed interface News {}

    private record Version(Run run) implements News {}

    private record Note(String line) implements News {}

    private record Last(Run run) implements News {}

    private record Broken(RuntimeException why) implements News {}

    private Feed() {}

    /// Shows the run until it is as wanted. The calling thread draws; another one reads.
    public static Run show(FactoryClient factory, String project, String run, Predicate<Run> wanted, Progress progress)
            throws InterruptedException {
        var feed = new Feed();
        var reader = Thread.ofVirtual().start(() -> feed.read(factory, project, run, wanted));
        try {
            return feed.drawUntilTheEnd(progress);
        } finally {
            progress.end();
            reader.interrupt();
        }
    }

    private void read(FactoryClient factory, String project, String run, Predicate<Run> wanted) {
        try {
            Consumer<String> notes = line -> put(new Note(line));
            var last = new RunWatch(factory, project, run, notes).until(wanted, seen -> put(new Version(seen)));
            put(new Last(last));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            put(new Broken(e));
        }
    }

    private void put(News item) {
        try {
            news.put(item);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Run drawUntilTheEnd(Progress progress) throws InterruptedException {
        while (true) {
            var next = Optional.ofNullable(news.poll(TICK.toMillis(), TimeUnit.MILLISECONDS));
            if (next.isEmpty()) {
                progress.tick();
                continue;
            }
            switch (next.get()) {
                case Version(var run) -> progress.show(run);
                case Note(var line) -> progress.note(line);
                case Last(var run) -> {
                    return run;
                }
                case Broken(var why) -> throw why;
            }
        }
    }
}

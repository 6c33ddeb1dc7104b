package org.tombolo.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.tombolo.wire.agent.AttemptStatus.State;

/// Without control groups: looks for what ended attempts left behind, kills it, and only then calls them ended. One
/// look
/// at the processes of the machine serves all that wait.
final class Sweeper implements Runnable {
    /// Between two looks, which cost some milliseconds.
    private static final Duration PAUSE = Duration.ofMillis(25);

    private record Waiting(Entry entry, State.Ended end) {}

    private final Board board;
    private final Processes processes;
    private final Consumer<Entry> gone;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();

    /// @param gone told of each attempt of which nothing is left
    Sweeper(Board board, Processes processes, Consumer<Entry> gone) {
        this.board = board;
        this.processes = processes;
        this.gone = gone;
    }

    void add(Entry entry, State.Ended end) {
        queue.add(new Waiting(entry, end));
    }

    @Override
    public void run() {
        var waiting = new HashMap<String, Waiting>();
        Loop.forever(PAUSE, () -> {
            if (waiting.isEmpty()) {
                take(waiting, queue.take());
            }
            for (var next = queue.poll(); next != null; next = queue.poll()) {
                take(waiting, next);
            }
            sweep(waiting);
        });
    }

    private static void take(Map<String, Waiting> waiting, Waiting next) {
        waiting.put(next.entry().label, next);
    }

    private void sweep(Map<String, Waiting> waiting) {
        var left = processes.of(waiting.keySet());
        var labels = new HashSet<String>();
        left.forEach((pid, label) -> {
            labels.add(label);
            processes.kill(pid);
        });
        List<Waiting> clean = new ArrayList<>();
        waiting.values().removeIf(each -> {
            boolean done = !labels.contains(each.entry().label);
            if (done) {
                clean.add(each);
            }
            return done;
        });
        for (var each : clean) {
            board.move(each.entry(), entry -> {
                entry.phase = Entry.Phase.ENDED;
                entry.state = each.end();
            });
            gone.accept(each.entry());
        }
    }
}

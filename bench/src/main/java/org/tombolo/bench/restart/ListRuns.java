package org.tombolo.bench.restart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.bench.factory.ScratchFactory;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Medians;
import org.tombolo.bench.measure.Result;
import org.tombolo.cli.client.Query;

/// `ps [RUNS]`: how long a real server takes to answer with the newest of 100,000 runs, and how long `./tombolo ps`
/// takes from its spawn to its end; once where all runs have ended, once where all are live.
public final class ListRuns implements Bench {
    private static final int RUNS = 100_000;
    private static final int ANSWERS = 40;
    private static final int COMMANDS = 9;
    private static final int SHOWN = 20;
    private static final double MILLIS = 200;

    private final Path clone;

    public ListRuns(Path clone) {
        this.clone = clone.toAbsolutePath();
    }

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        int runs = arguments.isEmpty() ? RUNS : Integer.parseInt(arguments.getFirst());
        var results = new ArrayList<Result>();
        results.addAll(measure(runs, true, "ps-ended"));
        results.addAll(measure(runs, false, "ps-live"));
        return results;
    }

    private List<Result> measure(int runs, boolean ended, String name) throws IOException, InterruptedException {
        try (var factory = ScratchFactory.make(clone)) {
            factory.up(); // makes the folder
            ask(factory); // this program's own first question would take longer than the server
            factory.command("down");
            ManyRuns.write(factory.home().resolve("journal.db"), runs, ended);
            factory.up();
            var answers = new ArrayList<Double>();
            for (int i = 0; i < ANSWERS; i++) {
                long begin = System.nanoTime();
                int found = ask(factory);
                answers.add((System.nanoTime() - begin) / 1e6);
                if (found != SHOWN) {
                    throw new IOException("expected %d runs, found %d".formatted(SHOWN, found));
                }
            }
            var commands = new ArrayList<Double>();
            for (int i = 0; i < COMMANDS; i++) {
                long begin = System.nanoTime();
                factory.command("ps");
                commands.add((System.nanoTime() - begin) / 1e6);
            }
            factory.command("down"); // to stop all of them first would take minutes
            return List.of(
                    Result.of(name + "-first", answers.getFirst(), "ms", MILLIS),
                    Result.of(name + "-server", Medians.of(answers), "ms", MILLIS),
                    Result.of(name + "-command", Medians.of(commands), "ms", MILLIS));
        }
    }

    private static int ask(ScratchFactory factory) throws IOException, InterruptedException {
        return factory.client()
                .runs(factory.project(), new Query(), SHOWN)
                .items()
                .size();
    }
}

package org.tombolo.bench.loop;

import java.io.IOException;
import java.util.List;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Journals;

/// `million`: one array of so many tasks, journaled in SQLite, on a site of 20,000 cores, until it has ended; what the
/// live state holds for each task at its largest.
///
/// Arguments: how many tasks.
public final class Million implements Bench {
    private static final int HOSTS = 160;
    private static final int TASKS = 1_000_000;
    private static final double BYTES = 1_024;
    private static final double TRANSITIONS = 50_000;
    /// How often it is looked.
    private static final int LOOKS = 8;

    @Override
    public List<Result> measure(List<String> arguments) throws IOException {
        int tasks = arguments.isEmpty() ? TASKS : Integer.parseInt(arguments.getFirst());
        try (var scratch = LoopRate.Scratch.make();
                var journal =
                        Journals.open(scratch.folder().resolve("journal.db").toString(), new Codec())) {
            var drive = new Drive(journal, HOSTS);
            long before = used();
            long begin = System.nanoTime();
            long most = 0;
            long looking = 0;
            drive.start(tasks);
            long nextLook = drive.kernel().version().seq() + tasks / 2;
            while (!drive.isOver()) {
                drive.turn(List.of());
                if (drive.kernel().version().seq() >= nextLook) {
                    long look = System.nanoTime();
                    most = Math.max(most, used() - before);
                    nextLook += (long) tasks * 5 / LOOKS;
                    looking += System.nanoTime() - look;
                }
            }
            double seconds = (System.nanoTime() - begin - looking) / 1e9;
            return List.of(
                    Result.of("million", seconds, "s", tasks * 5.0 / TRANSITIONS),
                    Result.of("million-live", (double) most / tasks, "bytes/task", BYTES),
                    Result.of("million-disk", (double) scratch.bytes() / tasks, "bytes/task", 2 * BYTES));
        }
    }

    private static long used() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

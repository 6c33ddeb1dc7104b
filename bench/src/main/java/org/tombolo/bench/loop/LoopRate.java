package org.tombolo.bench.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Medians;
import org.tombolo.bench.measure.Result;
import org.tombolo.control.loop.Snapshots;
import org.tombolo.journal.Breather;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Journals;

/// `loop`: facts a second through decide, apply, codec, commit in SQLite and a simulated site, five a task; how long
/// turns take while a snapshot is made; bytes on the disk for each task; how many commits the whole program made,
/// of all its turns, to be compared with the flushes that `strace -f -c -e trace=fsync,fdatasync` counts.
public final class LoopRate implements Bench {
    private static final int HOSTS = 16;
    private static final int WARM_UP = 60_000;
    private static final int TASKS = 200_000;
    private static final double TRANSITIONS = 50_000;
    private static final double STALL_MILLIS = 50;
    private static final double BYTES = 2_048;

    @Override
    public List<Result> measure(List<String> arguments) throws IOException {
        try (var scratch = Scratch.make();
                var journal =
                        Journals.open(scratch.folder().resolve("journal.db").toString(), new Codec())) {
            var drive = new Drive(journal, HOSTS);
            finish(drive, WARM_UP);
            long rows = drive.kernel().version().seq();
            long disk = scratch.bytes();
            drive.takeTurns();
            long begin = System.nanoTime();
            finish(drive, TASKS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            long facts = drive.kernel().version().seq() - rows;
            double bytes = (double) (scratch.bytes() - disk) / TASKS;
            double turn = percentile(drive);
            double beside = besideSnapshot(drive, journal);
            return List.of(
                    Result.of("loop", facts / seconds, "transitions/s", TRANSITIONS),
                    Result.of("loop-facts", (double) facts / TASKS, "facts/task", 4),
                    Result.of("loop-disk", bytes, "bytes/task", BYTES),
                    Result.of("loop-turn-p99", turn, "ms", turn),
                    Result.of("loop-turn-p99-beside-snapshot", beside, "ms", turn),
                    Result.of("loop-stall-p99", Math.max(0, beside - turn), "ms", STALL_MILLIS),
                    Result.of("loop-commits", (double) drive.commits(), "commits", (double) drive.made()));
        }
    }

    private static void finish(Drive drive, int tasks) {
        drive.start(tasks);
        while (!drive.isOver()) {
            drive.turn(List.of());
        }
    }

    /// The 99th percentile of turns with a commit. Turns without one are over in microseconds, and the drive makes as
    /// many of them as it waits long: they would hide every stall.
    private static double percentile(Drive drive) {
        return Medians.percentile(
                drive.takeTurns().stream().map(nanos -> nanos / 1e6).toList(), 99);
    }

    /// The same while a snapshot is made.
    private static double besideSnapshot(Drive drive, Journal journal) {
        drive.start(TASKS);
        var failed = new AtomicReference<Throwable>();
        var epoch = drive.kernel().version().epoch();
        var seq = drive.kernel().version().seq();
        var snapshot = Thread.ofPlatform()
                .name("snapshot")
                .uncaughtExceptionHandler((_, e) -> failed.set(e))
                .start(() -> new Snapshots(journal, Breather::new).take(epoch, seq, 1));
        drive.takeTurns();
        while (snapshot.isAlive() && !drive.isOver()) {
            drive.turn(List.of());
        }
        if (failed.get() != null) {
            throw new IllegalStateException("the snapshot failed", failed.get());
        }
        return percentile(drive);
    }

    /// A folder for one measurement.
    record Scratch(Path folder) implements AutoCloseable {
        static Scratch make() throws IOException {
            return new Scratch(Files.createTempDirectory("tombolo-bench-"));
        }

        long bytes() throws IOException {
            try (var files = Files.list(folder)) {
                long all = 0;
                for (var file : files.toList()) {
                    all += Files.size(file);
                }
                return all;
            }
        }

        @Override
        public void close() throws IOException {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}

package org.tombolo.bench.restart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.bench.factory.ScratchFactory;
import org.tombolo.bench.factory.ServerProcess;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;

/// `restart [TASKS]`: a real server's process on a journal with 100,000 running tasks: from its spawn until it has
/// decided for the first time, which is what it waits for before it says that it is ready. From a snapshot, and from
/// the rows alone. The next start's snapshot is not waited for.
public final class Restart implements Bench {
    private static final int TASKS = 100_000;
    private static final double MILLIS = 3_000;

    private final Path clone;

    public Restart(Path clone) {
        this.clone = clone.toAbsolutePath();
    }

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        int tasks = arguments.isEmpty() ? TASKS : Integer.parseInt(arguments.getFirst());
        var results = new ArrayList<Result>();
        for (boolean snapshot : List.of(true, false)) {
            try (var factory = ScratchFactory.make(clone)) {
                factory.up(); // makes the folder
                var command = ServerProcess.command(factory);
                factory.command("down");
                for (var name : List.of("journal.db", "journal.db-wal", "journal.db-shm")) {
                    Files.deleteIfExists(factory.home().resolve(name));
                }
                LiveWork.write(factory.home().resolve("journal.db"), tasks, snapshot);
                try (var server = ServerProcess.start(command, factory.home())) {
                    results.add(Result.of(
                            snapshot ? "restart-snapshot" : "restart-rows", server.readyMillis(), "ms", MILLIS));
                }
            }
        }
        return results;
    }
}

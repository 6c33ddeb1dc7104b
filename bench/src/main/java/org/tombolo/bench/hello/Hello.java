package org.tombolo.bench.hello;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.bench.factory.ScratchFactory;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Medians;
import org.tombolo.bench.measure.Result;

/// `hello [RUNS]`: one run after the other of a single process on a warm server: from the request until the process's
/// own first instruction, and from its last one until the run's event stream has told of the end. The process itself
/// says when: it asks `date` twice, whose starts are part of what is measured.
public final class Hello implements Bench {
    private static final int RUNS = 200;
    private static final int WARM_UP = 50;
    private static final double MEDIAN_MILLIS = 30;
    private static final double WORST_MILLIS = 150;

    private final Path clone;

    public Hello(Path clone) {
        this.clone = clone.toAbsolutePath();
    }

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        int runs = arguments.isEmpty() ? RUNS : Integer.parseInt(arguments.getFirst());
        var starts = new ArrayList<Double>();
        var ends = new ArrayList<Double>();
        try (var factory = ScratchFactory.make(clone)) {
            factory.up();
            var told = factory.home().resolve("told");
            for (int i = -WARM_UP; i < runs; i++) {
                long asked = now();
                factory.finish(factory.start(workflow(told), Optional.empty()));
                long seen = now();
                var times = Files.readString(told).strip().split("\\s+", -1);
                if (i >= 0) {
                    starts.add((Long.parseLong(times[0]) - asked) / 1e6);
                    ends.add((seen - Long.parseLong(times[1])) / 1e6);
                }
            }
        }
        return List.of(
                Result.of("hello-start-p50", Medians.of(starts), "ms", MEDIAN_MILLIS),
                Result.of("hello-start-p99", Medians.percentile(starts, 99), "ms", WORST_MILLIS),
                Result.of("hello-seen-p50", Medians.of(ends), "ms", MEDIAN_MILLIS),
                Result.of("hello-seen-p99", Medians.percentile(ends, 99), "ms", WORST_MILLIS));
    }

    private static String workflow(Path told) {
        return """
                version: v4
                jobs:
                  hello:
                    script: date +%%s%%N > %1$s; date +%%s%%N >> %1$s
                """.formatted(told);
    }

    private static long now() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }
}

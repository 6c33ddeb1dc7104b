package org.tombolo.bench.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tombolo.bench.factory.ScratchFactory;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Medians;
import org.tombolo.bench.measure.Result;

/// `processes [--count N] [--rounds N]`: one array of 10,000 no-op host processes through the whole system (server,
/// journal, agent, supervisor; output kept), beside `xargs` and HyperQueue, in alternating rounds. Medians, processes a
/// second.
public final class Processes implements Bench {
    private static final int COUNT = 10_000;
    private static final int ROUNDS = 3;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Path clone;

    public Processes(Path clone) {
        this.clone = clone.toAbsolutePath();
    }

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        int count = option(arguments, "--count", COUNT);
        try (var factory = ScratchFactory.make(clone)) {
            factory.site("groups", "engine: hosts\n")
                    .site("no-groups", "engine: hosts\ncgroups: off\n")
                    .site("disk-logs", "engine: hosts\nlogs: disk\n");
            factory.up();
            try (var hyperqueue = HyperQueue.start(factory.home(), CORES)) {
                var ways = new LinkedHashMap<String, Way>();
                ways.put("tombolo", each -> array(factory, "groups", each));
                ways.put("xargs", Processes::xargs);
                ways.put("tombolo-no-cgroup", each -> array(factory, "no-groups", each));
                ways.put("tombolo-disk-logs", each -> array(factory, "disk-logs", each));
                ways.put("hyperqueue", hyperqueue);
                return rounds(ways, count, option(arguments, "--rounds", ROUNDS));
            }
        }
    }

    private static List<Result> rounds(LinkedHashMap<String, Way> ways, int count, int rounds)
            throws IOException, InterruptedException {
        var rates = new LinkedHashMap<String, List<Double>>();
        for (int round = 0; round <= rounds; round++) {
            for (var way : ways.entrySet()) {
                double rate = count / way.getValue().seconds(count);
                if (round > 0) { // the first one warms up
                    rates.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(rate);
                }
                System.err.printf("round %d of %d: %s %.0f/s%n", round, rounds, way.getKey(), rate);
            }
        }
        var medians = new LinkedHashMap<String, Double>();
        rates.forEach((name, each) -> medians.put(name, Medians.of(each)));
        double xargs = Objects.requireNonNull(medians.get("xargs"));
        var results = new ArrayList<Result>();
        medians.forEach((name, rate) -> results.add(Result.of(name, rate, "processes/s", xargs)));
        results.add(Result.of(
                "tombolo-against-hyperqueue",
                Objects.requireNonNull(medians.get("tombolo")),
                "processes/s",
                Objects.requireNonNull(medians.get("hyperqueue"))));
        return results;
    }

    private static double array(ScratchFactory factory, String site, int count)
            throws IOException, InterruptedException {
        var workflow = """
                version: v4
                jobs:
                  noop:
                    task-array: {start: 1, end: %d}
                    command: ["true"]
                """.formatted(count);
        long began = System.nanoTime();
        factory.finish(factory.start(workflow, Optional.of(site)));
        return since(began);
    }

    private static double xargs(int count) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var command = List.of("sh", "-c", "seq %d | xargs -n1 -P%d true".formatted(count, CORES));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("xargs failed");
        }
        return since(began);
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static int option(List<String> arguments, String name, int otherwise) {
        int at = arguments.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(arguments.get(at + 1));
    }
}

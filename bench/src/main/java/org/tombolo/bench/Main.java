package org.tombolo.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tombolo.bench.check.CheckRate;
import org.tombolo.bench.containers.StartContainer;
import org.tombolo.bench.hello.Hello;
import org.tombolo.bench.journal.HistorySearch;
import org.tombolo.bench.journal.JournalRate;
import org.tombolo.bench.logs.FollowRate;
import org.tombolo.bench.loop.LoopRate;
import org.tombolo.bench.loop.Million;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;
import org.tombolo.bench.processes.Processes;
import org.tombolo.bench.restart.ListRuns;
import org.tombolo.bench.restart.Restart;
import org.tombolo.bench.sim.SimRate;
import org.tombolo.bench.start.CommandStart;
import org.tombolo.bench.start.ServerStart;
import org.tombolo.bench.transfer.TransferRate;

/// `./dev bench NAME`: the commands that print our numbers.
public final class Main {
    private static final int BAD_INPUT = 2;

    private Main() {}

    public static void main(String[] args) throws Exception {
        Path clone = Path.of(System.getProperty("tombolo.install", "."));
        var benches = new LinkedHashMap<String, Bench>();
        benches.put("start", inTurn(new CommandStart(clone), new ServerStart(clone)));
        benches.put("restart", new Restart(clone));
        benches.put("ps", new ListRuns(clone));
        benches.put("hello", new Hello(clone));
        benches.put("start-container", new StartContainer(clone));
        benches.put("logs", new FollowRate(clone));
        benches.put("processes", new Processes(clone));
        benches.put("loop", new LoopRate());
        benches.put("million", new Million());
        benches.put("sim", new SimRate());
        benches.put("journal", new JournalRate());
        benches.put("history", new HistorySearch());
        benches.put("check", new CheckRate(clone));
        benches.put("transfer", new TransferRate());
        benches.put("supervisor", new SupervisorBench());
        System.exit(run(benches, List.of(args)));
    }

    private static Bench inTurn(Bench one, Bench other) {
        return arguments -> {
            var results = new ArrayList<Result>(one.measure(arguments));
            results.addAll(other.measure(arguments));
            return results;
        };
    }

    private static int run(Map<String, Bench> benches, List<String> arguments) throws Exception {
        if (arguments.equals(List.of("list"))) {
            benches.keySet().forEach(System.out::println);
            return 0;
        }
        Bench bench = arguments.isEmpty() ? null : benches.get(arguments.getFirst());
        if (bench == null) {
            System.err.printf("bench: no bench %s; there are: %s%n", arguments, String.join(", ", benches.keySet()));
            return BAD_INPUT;
        }
        bench.measure(arguments.subList(1, arguments.size())).forEach(result -> System.out.println(result.line()));
        return 0;
    }
}

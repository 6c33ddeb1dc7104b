package org.tombolo.sim;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import org.tombolo.journal.Codec;
import org.tombolo.sim.drive.Boundary;
import org.tombolo.sim.drive.Options;
import org.tombolo.sim.drive.Simulation;
import org.tombolo.sim.story.Violation;

/// Simulates seeds and says what they came to.
public final class Seeds {
    /// Small fixed worlds in which every boundary is tried.
    static final long SCENARIOS = 6;

    private final PrintStream out;
    private final InstantSource clock;
    private final Codec codec = new Codec();

    public Seeds(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /// Each of the seeds, until the time is over.
    public boolean run(long first, long last, Duration limit) {
        var begin = clock.instant();
        long seed = first;
        long failed = 0;
        long turns = 0;
        long crashes = 0;
        while (seed <= last && clock.instant().isBefore(begin.plus(limit))) {
            var simulation = new Simulation(seed, Options.random(), codec);
            try {
                var result = simulation.run();
                turns += result.turns();
                crashes += result.crashes();
            } catch (Violation e) {
                failed++;
                tell(simulation, e, "--seed " + seed);
            }
            seed++;
        }
        double seconds = Duration.between(begin, clock.instant()).toMillis() / 1e3;
        out.printf(
                "%d seeds, %d turns, %d crashes, %.1f s, %.1f seeds/s, %d found something%n",
                seed - first, turns, crashes, seconds, (seed - first) / Math.max(seconds, 1e-3), failed);
        return failed == 0;
    }

    /// One seed and its hash.
    public boolean tell(long seed, boolean verbose) {
        var options = verbose ? Options.random().telling(out::println) : Options.random();
        var simulation = new Simulation(seed, options, codec);
        try {
            var result = simulation.run();
            out.printf("seed %d: hash %016x %s%n", seed, result.hash(), result);
            return true;
        } catch (Violation e) {
            tell(simulation, e, "--seed " + seed);
            return false;
        }
    }

    /// A crash at each boundary of each scenario, once; and there is one of each kind.
    public boolean enumerate() {
        var crashes = new EnumMap<Boundary, Integer>(Boundary.class);
        int failed = 0;
        for (long scenario = 1; scenario <= SCENARIOS; scenario++) {
            int boundaries = new Simulation(scenario, Options.crashing(Integer.MAX_VALUE), codec)
                    .run()
                    .boundaries();
            for (int at = 0; at < boundaries; at++) {
                var simulation = new Simulation(scenario, Options.crashing(at), codec);
                try {
                    simulation.run().diedAt().ifPresent(where -> crashes.merge(where, 1, Integer::sum));
                } catch (Violation e) {
                    failed++;
                    tell(simulation, e, "--enumerate: scenario %d, boundary %d".formatted(scenario, at));
                }
            }
        }
        for (var where : Boundary.values()) {
            out.printf("%6d %s%n", crashes.getOrDefault(where, 0), where);
        }
        int all = crashes.values().stream().mapToInt(Integer::intValue).sum();
        out.printf("%d crashes, one at each boundary of %d scenarios, %d found something%n", all, SCENARIOS, failed);
        return failed == 0 && crashes.size() == Boundary.values().length;
    }

    private void tell(Simulation simulation, Violation violation, String replay) {
        simulation.story().last().forEach(line -> out.println("  " + line));
        out.println(violation.getMessage());
        out.println("replay: ./dev sim " + replay);
    }
}

package org.tombolo.sim;

import java.util.Optional;
import org.tombolo.sim.drive.Options;
import org.tombolo.sim.drive.Simulation;
import org.tombolo.sim.story.Violation;

/// `./dev sim`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        long from = Long.parseLong(args[0]);
        long to = args.length > 1 ? Long.parseLong(args[1]) : from;
        boolean verbose = args.length > 2;
        int bad = 0;
        long turns = 0;
        for (long seed = from; seed <= to; seed++) {
            var options = Options.random();
            var simulation = new Simulation(seed, verbose ? options.telling(System.out::println) : options);
            try {
                var r = simulation.run();
                turns += r.turns();
                if (from == to) System.out.println(r);
            } catch (Violation e) {
                bad++;
                System.out.println("seed " + seed + ": " + (from == to ? e.getMessage() : Optional.ofNullable(e.getMessage()).orElse("").lines().limit(2).toList()));
            }
        }
        System.out.println(bad + " bad, turns " + turns);
    }
}

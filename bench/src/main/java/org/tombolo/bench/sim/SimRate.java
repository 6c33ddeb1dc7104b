package org.tombolo.bench.sim;

import java.util.List;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;
import org.tombolo.journal.Codec;
import org.tombolo.sim.drive.Options;
import org.tombolo.sim.drive.Simulation;

/// `sim`: hostile factories a second, each from its first start until all that was asked of it is over, once the
/// compiler is done with what they all need.
public final class SimRate implements Bench {
    private static final int WARM_UP = 1_000;
    private static final int SEEDS = 1_500;
    private static final double REFERENCE = 50;

    @Override
    public List<Result> measure(List<String> arguments) {
        var codec = new Codec();
        long turns = 0;
        for (int seed = 1; seed <= WARM_UP; seed++) {
            new Simulation(seed, Options.random(), codec).run();
        }
        long begin = System.nanoTime();
        for (int seed = WARM_UP + 1; seed <= WARM_UP + SEEDS; seed++) {
            turns += new Simulation(seed, Options.random(), codec).run().turns();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return List.of(
                Result.of("sim", SEEDS / seconds, "seeds/s", REFERENCE),
                Result.of("sim-turns", turns / seconds, "turns/s", REFERENCE * turns / SEEDS));
    }
}

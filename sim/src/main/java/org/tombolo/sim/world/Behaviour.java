package org.tombolo.sim.world;

import java.util.List;
import org.tombolo.model.AttemptId;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.sim.story.Chance;

/// What a simulated process does. Drawn from the seed and the attempt's id, so it does not depend on when it runs.
///
/// @param millis      how long it runs by itself; of a service: until it crashes, or `FOREVER`
/// @param needBytes   memory: more than it was given ends it half way
/// @param ignoresTerm it must be killed
/// @param readyAfter  of a service
/// @param flipsAfter  when its probe fails for a while; `FOREVER`: never
public record Behaviour(long millis, int exit, long needBytes, boolean ignoresTerm, long readyAfter, long flipsAfter) {
    static final long FOREVER = Long.MAX_VALUE;

    /// The command line of a simulated program, as [#of] reads it.
    public static List<String> argv(int least, int most, int failPercent, int needMiB, int stubbornPercent) {
        return List.of("simulated", "" + least, "" + most, "" + failPercent, "" + needMiB, "" + stubbornPercent);
    }

    static Behaviour of(long seed, AttemptId id, NodeSpec node) {
        var chance = Chance.of(seed, id.toString());
        return switch (node) {
            case JobSpec job -> job(chance, job.work().program());
            case ServiceSpec service -> service(chance, service.work().program());
            case StagingSpec _ ->
                new Behaviour(chance.between(5, 400), chance.percent(4) ? 1 : 0, 0, false, 0, FOREVER);
        };
    }

    private static Behaviour job(Chance chance, Program program) {
        var of = numbers(program);
        return new Behaviour(
                chance.between(of[0], of[1]),
                chance.percent(of[2]) ? chance.between(1, 3) : 0,
                ((long) of[3]) << 20,
                chance.percent(of[4]),
                0,
                FOREVER);
    }

    private static Behaviour service(Chance chance, Program program) {
        var of = numbers(program);
        return new Behaviour(
                chance.percent(of[2]) ? chance.between(of[0], of[1]) : FOREVER,
                1,
                ((long) of[3]) << 20,
                chance.percent(of[4]),
                chance.between(10, 3_000),
                chance.percent(30) ? chance.between(3_000, 20_000) : FOREVER);
    }

    private static int[] numbers(Program program) {
        if (program instanceof Program.Command(List<String> argv)) {
            return argv.stream().skip(1).mapToInt(Integer::parseInt).toArray();
        }
        throw new IllegalArgumentException("not a simulated program: " + program);
    }
}

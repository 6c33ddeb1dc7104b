package org.tombolo.sim;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.tombolo.sim.mutation.Mutations;

/// `./dev sim`: seeds, stories, crashes by enumeration, planted bugs. Ends with 0 only when nothing was found that must
/// never happen.
public final class Main {
    private static final String USAGE = """
            usage: ./dev sim [--seeds A..B] [--seed N [--verbose]] [--minutes M] [--enumerate] [--mutations [NAME]]

              --seeds A..B   simulates each of these seeds; 1..1000 when nothing is asked for
              --seed N       one seed, and what it came to; --verbose tells its story
              --minutes M    seeds from A on until the time is over
              --enumerate    a crash at every boundary of commit, call and acknowledgement, once each
              --mutations    plants each bug into the kernel and looks for a seed that finds it
            """;

    private final PrintStream out;
    private final InstantSource clock;

    private Main(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    public static void main(String[] args) {
        System.exit(new Main(System.out, InstantSource.system()).run(List.of(args)));
    }

    private int run(List<String> args) {
        var words = new Words(args);
        try {
            if (words.has("--help")) {
                out.print(USAGE);
                return 0;
            }
            return chosen(words);
        } catch (NumberFormatException e) {
            out.print("sim: expected a number: " + e.getMessage() + "\n" + USAGE);
            return 2;
        }
    }

    private int chosen(Words words) {
        var seeds = words.value("--seeds").orElse("1..1000").split("\\.\\.", -1);
        long first = Long.parseLong(seeds[0]);
        long last = seeds.length > 1 ? Long.parseLong(seeds[1]) : first;
        var runner = new Seeds(out, clock);
        if (words.value("--seed").isPresent()) {
            long seed = Long.parseLong(words.value("--seed").orElseThrow());
            return runner.tell(seed, words.has("--verbose")) ? 0 : 1;
        }
        if (words.has("--enumerate")) {
            return runner.enumerate() ? 0 : 1;
        }
        if (words.has("--mutations")) {
            return new Mutations(out, clock).run(words.value("--mutations")) ? 0 : 1;
        }
        if (words.value("--minutes").isPresent()) {
            var limit =
                    Duration.ofMinutes(Long.parseLong(words.value("--minutes").orElseThrow()));
            return runner.run(first, Long.MAX_VALUE, limit) ? 0 : 1;
        }
        return runner.run(first, last, Duration.ofDays(365)) ? 0 : 1;
    }
}

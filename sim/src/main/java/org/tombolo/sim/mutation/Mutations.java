package org.tombolo.sim.mutation;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Optional;

/// All planted bugs.
public final class Mutations {
    private final PrintStream out;
    private final InstantSource clock;

    public Mutations(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    public boolean run(Optional<String> only) {
        out.println("none yet " + only + clock.instant());
        return false;
    }
}

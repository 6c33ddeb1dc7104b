package org.tombolo.sim.drive;

import java.util.Optional;
import java.util.function.Consumer;
import org.tombolo.sim.world.Trouble;

/// What a simulation is to be.
///
/// @param trouble  empty: drawn from the seed
/// @param crashAt  the boundary of commit, call and acknowledgement at which the server dies; empty: only where the
///                 weather has it
/// @param busy     seconds of virtual time in which requests come in and faults happen; empty: drawn from the seed
/// @param listener told each line of the story
public record Options(
        Optional<Trouble> trouble, Optional<Integer> crashAt, Optional<Integer> busy, Consumer<String> listener) {
    /// Random trouble, told to nobody.
    public static Options random() {
        return new Options(Optional.empty(), Optional.empty(), Optional.empty(), _ -> {});
    }

    /// A quiet world and one crash.
    public static Options crashing(int at) {
        return new Options(Optional.of(Trouble.LITTLE), Optional.of(at), Optional.of(15), _ -> {});
    }

    public Options telling(Consumer<String> all) {
        return new Options(trouble, crashAt, busy, all);
    }
}

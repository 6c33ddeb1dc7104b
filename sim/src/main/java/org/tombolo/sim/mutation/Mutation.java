package org.tombolo.sim.mutation;

import java.util.List;

/// A planted bug.
///
/// @param what it makes of the kernel, in words
record Mutation(String name, String what, List<Change> changes) {
    Mutation {
        changes = List.copyOf(changes);
    }

    static Mutation of(String name, String what, Change... changes) {
        return new Mutation(name, what, List.of(changes));
    }
}

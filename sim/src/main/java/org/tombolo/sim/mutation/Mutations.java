package org.tombolo.sim.mutation;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tombolo.journal.Codec;

/// Plants each bug and looks for a seed that finds it.
public final class Mutations {
    private static final long SEEDS = 1_000;

    private final PrintStream out;
    private final InstantSource clock;
    private final Codec codec = new Codec();

    public Mutations(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    public static List<String> names() {
        return Catalogue.ALL.stream().map(Mutation::name).toList();
    }

    /// @return whether all of them were found
    public boolean run(Optional<String> only) {
        boolean all = true;
        for (var name : names()) {
            if (only.isEmpty() || only.get().equals(name)) {
                all &= !find(name).isEmpty();
            }
        }
        return all;
    }

    /// Plants one bug.
    ///
    /// @return the first seed that finds it, and what it finds; empty when it survives
    /// @throws IllegalStateException when the code that it changes is not there any more
    public String find(String name) {
        var mutation = mutation(name);
        var begin = clock.instant();
        var found = run(mutation);
        out.printf(
                "%-26s %-22s %s%n",
                name,
                found.isEmpty() ? "SURVIVED" : "found in %.1f s".formatted(seconds(begin)),
                found.isEmpty() ? mutation.what() : found);
        return found;
    }

    private static Mutation mutation(String name) {
        return Catalogue.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mutation %s; known: %s".formatted(name, names())));
    }

    /// Whether all the code that it changes is there, and is other code afterwards.
    boolean applies(String name) {
        var mutation = mutation(name);
        var loader = new MutantLoader(Mutations.class.getClassLoader(), mutation);
        load(loader, mutation);
        return loader.changed().size()
                == mutation.changes().stream()
                        .map(change -> change.owner() + change.method())
                        .distinct()
                        .count();
    }

    private static void load(MutantLoader loader, Mutation mutation) {
        for (var change : mutation.changes()) {
            try {
                loader.loadClass(change.className()); // says at once when it does not apply any more
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(
                        "mutation %s does not apply any more: no class %s"
                                .formatted(mutation.name(), change.className()),
                        e);
            }
        }
    }

    private double seconds(Instant begin) {
        return Duration.between(begin, clock.instant()).toMillis() / 1e3;
    }

    private String run(Mutation mutation) {
        var loader = new MutantLoader(Mutations.class.getClassLoader(), mutation);
        try {
            load(loader, mutation);
            return (String) loader.loadClass(Trial.class.getName())
                    .getMethod("run", Object.class, long.class)
                    .invoke(null, codec, SEEDS);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "mutation %s broke the simulator: %s".formatted(mutation.name(), e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mutation " + mutation.name(), e);
        }
    }
}

package org.tombolo.sim.story;

import java.util.List;

/// Pseudo-random numbers that are the same in every JVM: SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom
/// number generators", OOPSLA 2014).
public final class Chance {
    private long state;

    public Chance(long seed) {
        this.state = seed;
    }

    /// The chance of one thing, the same whatever was drawn for others before.
    public static Chance of(long seed, String what) {
        long mixed = seed;
        for (int i = 0; i < what.length(); i++) {
            mixed = (mixed ^ what.charAt(i)) * 0x100000001B3L;
        }
        return new Chance(mixed);
    }

    public long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// A generator of its own: what is drawn from one does not move the other.
    public Chance split() {
        return new Chance(next());
    }

    /// 0 to `bound` - 1.
    public int below(int bound) {
        return (int) Long.remainderUnsigned(next() >>> 1, bound);
    }

    /// Both inclusive.
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    public boolean percent(int percent) {
        return percent > 0 && below(100) < percent;
    }

    /// One in `n`; never for 0.
    public boolean oneIn(int n) {
        return n > 0 && below(n) == 0;
    }

    public <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }
}

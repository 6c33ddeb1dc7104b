package org.tombolo.cli.client;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// Draws the ids that make a request repeatable: those of runs and of all that changes something.
public final class Ids {
    private static final String BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TIME_BITS = 30; // seconds: 34 years
    private static final int RANDOM_BITS = 30; // a thousand in the same second collide once in two thousand times

    private Ids() {}

    /// Twelve lower-case letters and digits, a DNS label; later seconds sort behind earlier ones.
    public static String draw(Instant now, RandomGenerator random) {
        long seconds = (now.getEpochSecond() - FIRST.getEpochSecond()) & ((1L << TIME_BITS) - 1);
        long bits = seconds << RANDOM_BITS | random.nextLong(1L << RANDOM_BITS);
        var id = new StringBuilder();
        for (int shift = TIME_BITS + RANDOM_BITS - 5; shift >= 0; shift -= 5) {
            id.append(BASE32.charAt((int) (bits >> shift & 31)));
        }
        return id.toString();
    }
}

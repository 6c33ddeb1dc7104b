package org.tombolo.journal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Has long work beside the control loop rest as long as it works: the loop finds the machine free half of the time,
/// and a collection of garbage meets half as much of what such work has just made. One for each such work, made
/// when it begins.
public final class Breather implements Runnable {
    private static final long STINT = Duration.ofMillis(2).toNanos();
    /// Whoever was held up for long has worked little.
    private static final long LONGEST = Duration.ofMillis(50).toNanos();

    private long since = System.nanoTime();

    /// Called after each small part of the work, thousands of times a second.
    @Override
    public void run() {
        long worked = System.nanoTime() - since;
        if (worked >= STINT) {
            LockSupport.parkNanos(Math.min(worked, LONGEST));
            since = System.nanoTime();
        }
    }
}

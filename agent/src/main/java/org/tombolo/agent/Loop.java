package org.tombolo.agent;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Looks again and again. The only place of the agent that sleeps; an interrupt ends it at once.
final class Loop {
    private Loop() {}

    /// Looks until it is so, or the time is over. Answers with whether it is so.
    static boolean until(Duration atMost, Duration pause, BooleanSupplier isSo) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            rest(pause);
        }
        return true;
    }

    /// One step after the other, for as long as the thread is not interrupted.
    static void forever(Duration pause, Step step) {
        try {
            while (true) {
                step.take();
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TomboloException(ErrorCode.UNREACHABLE, "the agent is closing", e);
        }
    }

    @FunctionalInterface
    interface Step {
        void take() throws InterruptedException;
    }
}

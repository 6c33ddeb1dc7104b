package org.tombolo.testkit.chaos;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Counts the boundaries that the server passes, and ends the process at one of them, as `kill -9` would: at once, and
/// without any clean-up.
final class Boundaries {
    /// What `kill -9` leaves as exit status.
    static final int KILLED = 137;

    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    /// The process ends at the `number`th boundary from here on.
    void arm(long number) {
        left.set(number);
    }

    void disarm() {
        arm(Long.MAX_VALUE);
    }

    /// Two boundaries: before the call, and behind it while nobody knows yet how it went.
    <T> T around(String call, Supplier<T> carriedOut) {
        pass(call + " before");
        var answer = carriedOut.get();
        pass(call + " after");
        return answer;
    }

    void around(String call, Runnable carriedOut) {
        around(call, () -> {
            carriedOut.run();
            return true;
        });
    }

    private void pass(String boundary) {
        if (left.decrementAndGet() == 0) {
            System.out.println("crash: " + boundary);
            System.out.flush();
            Runtime.getRuntime().halt(KILLED);
        }
    }
}

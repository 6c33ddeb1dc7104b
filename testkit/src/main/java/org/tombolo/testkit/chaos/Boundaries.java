package org.tombolo.testkit.chaos;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Counts the boundaries that the server passes, and ends the process at one of them, as `kill -9` would: at once, and
/// without any clean-up.
final class Boundaries {
    /// What `kill -9` leaves as exit status.
    static final int KILLED = 137;

    /// As the name of a boundary: every one counts.
    static final String ANY = "any";

    private volatile Armed armed = new Armed("", new AtomicInteger());

    private record Armed(String name, AtomicInteger left) {}

    /// The process ends at the `number`th boundary of that name from here on.
    void arm(String name, int number) {
        armed = new Armed(name, new AtomicInteger(number));
    }

    void disarm() {
        arm("", 0);
    }

    /// Two boundaries: before the call, and behind it while nobody knows yet how it went.
    <T> T around(String call, Supplier<T> carriedOut) {
        pass(call + "-before");
        var answer = carriedOut.get();
        pass(call + "-after");
        return answer;
    }

    void around(String call, Runnable carriedOut) {
        around(call, () -> {
            carriedOut.run();
            return true;
        });
    }

    private void pass(String boundary) {
        var now = armed;
        if ((now.name().equals(boundary) || now.name().equals(ANY))
                && now.left().decrementAndGet() == 0) {
            System.out.println("crash: " + boundary);
            System.out.flush();
            Runtime.getRuntime().halt(KILLED);
        }
    }
}

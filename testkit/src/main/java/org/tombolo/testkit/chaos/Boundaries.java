package org.tombolo.testkit.chaos;

import java.util.function.Supplier;

/// Counts the boundaries that the server passes, and ends the process at one of them, as `kill -9` would: at once, and
/// without any clean-up.
final class Boundaries {
    /// What `kill -9` leaves as exit status.
    static final int KILLED = 137;

    private String armed = "";
    private int left;

    /// The process ends at the `number`th boundary of that name from here on.
    synchronized void arm(String name, int number) {
        armed = name;
        left = number;
    }

    /// When this returns, no boundary ends the process any more.
    synchronized void disarm() {
        armed = "";
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

    private synchronized void pass(String boundary) {
        if (armed.equals(boundary) && --left == 0) {
            System.out.println("crash: " + boundary);
            System.out.flush();
            Runtime.getRuntime().halt(KILLED);
        }
    }
}

package org.tombolo.server;

import java.util.function.BooleanSupplier;

/// Waits for what comes in a moment: a few milliseconds at a time, ten seconds in all.
final class Patience implements BooleanSupplier {
    private static final long PAUSE_MILLIS = 5;

    private int left = 2_000;

    private Patience() {}

    static BooleanSupplier fresh() {
        return new Patience();
    }

    @Override
    public boolean getAsBoolean() {
        if (left-- <= 0) {
            return false;
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

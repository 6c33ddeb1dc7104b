package org.tombolo.agent.transfer;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes of an attempt's transfers. Any thread.
public final class Meter {
    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong expected = new AtomicLong();

    /// Negative: what came was for nothing.
    public void moved(long bytes) {
        moved.addAndGet(bytes);
    }

    /// More bytes are known to be on their way.
    public void expect(long bytes) {
        expected.addAndGet(bytes);
    }

    public long moved() {
        return moved.get();
    }

    /// 0: not known.
    public long expected() {
        return expected.get();
    }
}

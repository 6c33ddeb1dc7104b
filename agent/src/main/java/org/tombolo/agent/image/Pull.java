package org.tombolo.agent.image;

import java.util.concurrent.atomic.AtomicLong;

/// How far an image is. Written by the thread that pulls, read by any.
public final class Pull {
    private final AtomicLong done = new AtomicLong();
    private volatile long total;
    private volatile String step = "is looked up";

    void step(String words) {
        step = words;
    }

    void total(long bytes) {
        total = bytes;
    }

    void add(long bytes) {
        done.addAndGet(bytes);
    }

    /// What is going on, in words.
    public String step() {
        return step;
    }

    /// Bytes that are here.
    public long done() {
        return done.get();
    }

    /// Bytes in all; 0 while nobody knows.
    public long total() {
        return total;
    }
}

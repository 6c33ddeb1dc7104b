package org.tombolo.agent.image;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.work.Progress;

/// How far an image is. Written by the thread that pulls, read by any.
public final class Pull {
    private final AtomicLong done = new AtomicLong();
    private final Consumer<String> note;
    private volatile long total;
    private volatile Progress.Step step = Progress.Step.NAMES_IMAGE;
    private volatile @Nullable Pull ahead;

    public Pull() {
        this(_ -> {});
    }

    /// @param note what happened, a line each
    public Pull(Consumer<String> note) {
        this.note = note;
    }

    void step(Progress.Step next) {
        step = next;
    }

    void total(long bytes) {
        total = bytes;
    }

    void add(long bytes) {
        done.addAndGet(bytes);
    }

    /// What happened, for people.
    public void say(String what) {
        note.accept(what);
    }

    /// Another one fetches it, until told otherwise.
    public void waitsFor(@Nullable Pull other) {
        ahead = other == this ? null : other;
    }

    /// Bytes that are here.
    public long done() {
        return done.get();
    }

    /// Bytes in all; 0 while nobody knows.
    public long total() {
        return total;
    }

    public Progress progress() {
        var other = ahead;
        return other == null ? new Progress(step, done.get(), total) : other.progress();
    }
}

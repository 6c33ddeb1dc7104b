package org.tombolo.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.tombolo.model.AttemptId;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.AttemptStatus;

/// All attempts of the machine, and what changed about them in which order. Thread-safe; nothing here waits for a disk.
final class Board {
    /// At most so many in one answer: a slow reader gets the rest by asking on.
    private static final int MOST = 5000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<AttemptId, Entry> byId = new LinkedHashMap<>();
    private final Map<String, Entry> byLabel = new HashMap<>();
    private final TreeMap<Long, Entry> changes = new TreeMap<>();
    private final String instance;
    private long seq;
    private int held;

    /// @param instance another one after each start: what a reader knows of an earlier one is worth nothing
    Board(String instance) {
        this.instance = instance;
    }

    void add(Collection<Entry> entries) {
        lock.lock();
        try {
            for (var entry : entries) {
                byId.put(entry.id, entry);
                byLabel.put(entry.label, entry);
                note(entry);
            }
            tell();
        } finally {
            lock.unlock();
        }
    }

    Optional<Entry> find(AttemptId id) {
        lock.lock();
        try {
            return Optional.ofNullable(byId.get(id));
        } finally {
            lock.unlock();
        }
    }

    Optional<Entry> find(String label) {
        lock.lock();
        try {
            return Optional.ofNullable(byLabel.get(label));
        } finally {
            lock.unlock();
        }
    }

    List<Entry> all() {
        lock.lock();
        try {
            return List.copyOf(byId.values());
        } finally {
            lock.unlock();
        }
    }

    List<Entry> in(Entry.Phase phase) {
        lock.lock();
        try {
            return byId.values().stream().filter(entry -> entry.phase == phase).toList();
        } finally {
            lock.unlock();
        }
    }

    /// Changes an entry; readers see it.
    void move(Entry entry, Consumer<Entry> change) {
        move(List.of(entry), change);
    }

    /// Whoever waits for changes is told of all that this makes together.
    void together(Runnable changes) {
        hold(1);
        try {
            changes.run();
        } finally {
            hold(-1);
        }
    }

    private void hold(int more) {
        lock.lock();
        try {
            held += more;
            tell();
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        if (held == 0) {
            moved.signalAll();
        }
    }

    void move(Collection<Entry> entries, Consumer<Entry> change) {
        lock.lock();
        try {
            for (var entry : entries) {
                var before = entry.state;
                var progress = entry.progress;
                var image = entry.image;
                change.accept(entry);
                boolean same =
                        before.equals(entry.state) && progress.equals(entry.progress) && image.equals(entry.image);
                if (!same && byId.get(entry.id) == entry) {
                    note(entry);
                }
            }
            tell();
        } finally {
            lock.unlock();
        }
    }

    void remove(Collection<Entry> entries) {
        lock.lock();
        try {
            for (var entry : entries) {
                byId.remove(entry.id, entry);
                byLabel.remove(entry.label, entry);
                changes.remove(entry.changed);
            }
        } finally {
            lock.unlock();
        }
    }

    private void note(Entry entry) {
        changes.remove(entry.changed);
        entry.changed = ++seq;
        changes.put(entry.changed, entry);
    }

    /// Blocks until something has changed since, at most so long.
    AgentAnswer.Changed changes(String since, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            var from = position(since);
            if (from < 0) {
                return new AgentAnswer.Changed(
                        cursor(seq),
                        true,
                        byId.values().stream().map(Entry::status).toList());
            }
            long left = atMost.toNanos();
            while ((seq == from || held > 0) && left > 0) {
                left = moved.awaitNanos(left);
            }
            var seen = new ArrayList<AttemptStatus>();
            long last = from;
            for (var entry : changes.tailMap(from, false).values()) {
                if (seen.size() == MOST) {
                    return new AgentAnswer.Changed(cursor(last), false, seen);
                }
                seen.add(entry.status());
                last = entry.changed;
            }
            return new AgentAnswer.Changed(cursor(seq), false, seen);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the entry's process has ended or the time is over.
    boolean awaitEnd(Entry entry, Duration atMost) throws InterruptedException {
        return await(entry, Entry.Phase.SWEEPING, atMost);
    }

    /// Waits until nothing of the entry is left or the time is over.
    boolean awaitGone(Entry entry, Duration atMost) throws InterruptedException {
        return await(entry, Entry.Phase.ENDED, atMost);
    }

    private boolean await(Entry entry, Entry.Phase phase, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (entry.phase.compareTo(phase) < 0 && left > 0) {
                left = moved.awaitNanos(left);
            }
            return entry.phase.compareTo(phase) >= 0;
        } finally {
            lock.unlock();
        }
    }

    private long position(String since) {
        int dot = since.indexOf(':');
        if (dot < 0 || !since.substring(0, dot).equals(instance)) {
            return -1;
        }
        try {
            return Long.parseLong(since.substring(dot + 1));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String cursor(long at) {
        return instance + ":" + at;
    }
}

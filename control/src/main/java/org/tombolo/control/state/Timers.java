package org.tombolo.control.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// All timers, by when they are due. They are derived from entities, so a snapshot does not hold them.
public final class Timers {
    private final TreeSet<Timer> byDue = new TreeSet<>();
    private final LinkedHashMap<String, Timer> byKey = new LinkedHashMap<>();

    /// Sets a timer, in place of one with the same key.
    void set(Instant due, Timer.Kind what) {
        cancel(what);
        var timer = new Timer(due, what);
        byDue.add(timer);
        byKey.put(what.key(), timer);
    }

    void cancel(Timer.Kind what) {
        var old = byKey.remove(what.key());
        if (old != null) {
            byDue.remove(old);
        }
    }

    public Optional<Instant> next() {
        return byDue.isEmpty() ? Optional.empty() : Optional.of(byDue.first().due());
    }

    /// Takes out what is due at `now`, earliest first, at most `limit`. A taken timer is set again by what it leads to,
    /// or not at all.
    public List<Timer.Kind> take(Instant now, int limit) {
        var due = new ArrayList<Timer.Kind>();
        while (due.size() < limit && !byDue.isEmpty() && !byDue.first().due().isAfter(now)) {
            var timer = byDue.removeFirst();
            byKey.remove(timer.what().key());
            due.add(timer.what());
        }
        return due;
    }

    /// Looks again at something that was due, later.
    public void again(Instant due, Timer.Kind what) {
        set(due, what);
    }

    /// Earliest first.
    public List<Timer> all() {
        return List.copyOf(byDue);
    }

    public int size() {
        return byDue.size();
    }
}

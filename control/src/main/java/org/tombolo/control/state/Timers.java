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

    /// Everything that is due at `now`, earliest first, at most `limit`. They stay set until what they ask for has been
    /// written down.
    public List<Timer.Kind> due(Instant now, int limit) {
        var due = new ArrayList<Timer.Kind>();
        for (var timer : byDue) {
            if (due.size() == limit || timer.due().isAfter(now)) {
                break;
            }
            due.add(timer.what());
        }
        return due;
    }

    public int size() {
        return byDue.size();
    }
}

package org.tombolo.engineslurm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Seen;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.Remarks;
import org.tombolo.model.work.Whereabouts;

/// What is known of our attempts at the site. Made again from the shared folder after a restart; any thread may ask.
final class Board {
    private static final Duration JITTER = Duration.ofSeconds(5);

    private final String instance = UUID.randomUUID().toString();
    private final LinkedHashMap<AttemptId, Item> items = new LinkedHashMap<>();
    private final Map<String, AttemptId> byLabel = new LinkedHashMap<>();
    private final Set<String> stopped = new LinkedHashSet<>();
    private long version;

    /// Puts an order on the board; what is known of its members stays.
    synchronized void put(Order order) {
        for (var member : order.members()) {
            byLabel.put(member.label(), member.attempt());
            var before = item(member.attempt());
            var state = before.map(Item::state).orElseGet(Seen.State.Waiting::new);
            var remarks = before.map(Item::remarks).orElse(Remarks.NONE);
            var where = before.flatMap(Item::where);
            boolean wasStopped = stopped.contains(member.label());
            items.put(member.attempt(), new Item(order, member, state, where, remarks, wasStopped, ++version));
        }
    }

    synchronized void remove(AttemptId attempt) {
        item(attempt).ifPresent(gone -> byLabel.remove(gone.member().label()));
        items.remove(attempt);
    }

    synchronized Optional<Item> item(AttemptId attempt) {
        return Optional.ofNullable(items.get(attempt));
    }

    synchronized Optional<Item> item(String label) {
        return Optional.ofNullable(byLabel.get(label)).flatMap(this::item);
    }

    synchronized List<Item> items() {
        return List.copyOf(items.values());
    }

    synchronized void stopped(String label) {
        stopped.add(label);
        item(label).ifPresent(item -> items.put(item.member().attempt(), item.stopped(++version)));
    }

    /// The first end of an attempt is the one that counts.
    synchronized void see(String label, Seen.State state) {
        item(label)
                .filter(item -> !item.isEnded() && !item.state().equals(state))
                .ifPresent(item -> items.put(item.member().attempt(), item.with(state, ++version)));
    }

    synchronized void at(String label, Whereabouts where) {
        item(label).ifPresent(item -> items.put(item.member().attempt(), item.at(where, ++version)));
    }

    /// Shown beside the state.
    synchronized void remark(String label, Remarks remarks) {
        item(label)
                .filter(item -> !item.isEnded() && !isSame(item.remarks(), remarks))
                .ifPresent(item -> items.put(item.member().attempt(), item.with(remarks, ++version)));
    }

    /// An end that is computed from what is left of the time is a little another one each time.
    private static boolean isSame(Remarks one, Remarks other) {
        boolean isSameEnd = one.endsBy().isPresent()
                && other.endsBy().isPresent()
                && Duration.between(one.endsBy().get(), other.endsBy().get())
                                .abs()
                                .compareTo(JITTER)
                        < 0;
        return one.equals(other) || (isSameEnd && one.waits().equals(other.waits()));
    }

    /// What changed since, or everything to whoever cannot know what was before.
    synchronized Observation since(Cursor cursor) {
        var parts = cursor.value().split(":", 2);
        boolean known = parts.length == 2 && parts[0].equals(instance);
        long from = known ? Long.parseLong(parts[1]) : -1;
        var seen = new ArrayList<Seen>();
        for (var item : items.values()) {
            if (item.version() > from && item.order().isCertain()) {
                seen.add(new Seen(
                        item.member().attempt(), 0, item.state(), item.remarks(), Optional.empty(), item.where()));
            }
        }
        return new Observation(new Cursor(instance + ":" + version), !known, seen);
    }
}

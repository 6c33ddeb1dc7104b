package org.tombolo.engineslurm;

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

/// What is known of our attempts at the site. Made again from the shared folder after a restart; any thread may ask.
final class Board {
    private final String instance = UUID.randomUUID().toString();
    private final LinkedHashMap<AttemptId, Item> items = new LinkedHashMap<>();
    private final Map<String, AttemptId> byLabel = new LinkedHashMap<>();
    private final Set<String> stopped = new LinkedHashSet<>();
    private long version;

    /// Puts an order on the board; what is known of its members stays.
    synchronized void put(Order order) {
        for (var member : order.members()) {
            byLabel.put(member.label(), member.attempt());
            var state = item(member.attempt()).map(Item::state).orElseGet(Seen.State.Waiting::new);
            items.put(member.attempt(), new Item(order, member, state, stopped.contains(member.label()), ++version));
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
        item(label)
                .ifPresent(item -> items.put(
                        item.member().attempt(), new Item(item.order(), item.member(), item.state(), true, ++version)));
    }

    /// The first end of an attempt is the one that counts.
    synchronized void see(String label, Seen.State state) {
        item(label)
                .filter(item -> !item.isEnded() && !item.state().equals(state))
                .ifPresent(item -> items.put(
                        item.member().attempt(),
                        new Item(item.order(), item.member(), state, item.wasStopped(), ++version)));
    }

    /// What changed since, or everything to whoever cannot know what was before.
    synchronized Observation since(Cursor cursor) {
        var parts = cursor.value().split(":", 2);
        boolean known = parts.length == 2 && parts[0].equals(instance);
        long from = known ? Long.parseLong(parts[1]) : -1;
        var seen = new ArrayList<Seen>();
        for (var item : items.values()) {
            if (item.version() > from && item.order().job().isPresent()) {
                seen.add(new Seen(item.member().attempt(), 0, item.state()));
            }
        }
        return new Observation(new Cursor(instance + ":" + version), !known, seen);
    }
}

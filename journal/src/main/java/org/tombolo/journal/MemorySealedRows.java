package org.tombolo.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Lives as long as its object.
final class MemorySealedRows implements SealedRows {
    private final ConcurrentSkipListMap<String, SealedRow> rows = new ConcurrentSkipListMap<>();

    @Override
    public void put(SealedRow row) {
        rows.putIfAbsent(key(row.place(), row.version()), row);
    }

    @Override
    public Optional<SealedRow> find(String place, String version) {
        return Optional.ofNullable(rows.get(key(place, version)));
    }

    @Override
    public List<SealedRow.Ref> list() {
        return rows.values().stream()
                .map(row -> new SealedRow.Ref(row.place(), row.version(), row.key(), row.at()))
                .toList();
    }

    @Override
    public void remove(String place, String version) {
        rows.remove(key(place, version));
    }

    @Override
    public void replace(SealedRow row) {
        rows.replace(key(row.place(), row.version()), row);
    }

    private static String key(String place, String version) {
        return place + " " + version;
    }
}

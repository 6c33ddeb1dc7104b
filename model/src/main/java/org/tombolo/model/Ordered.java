package org.tombolo.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Copies that keep their order: `Map.copyOf` has another order in every JVM, and what must replay may not.
public final class Ordered {
    private static final SequencedMap<?, ?> NONE = Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

    private Ordered() {}

    public static <K, V> SequencedMap<K, V> copy(Map<K, V> map) {
        return map.isEmpty() ? none() : Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }

    @SuppressWarnings("unchecked") // nothing is in it, and nothing can be put into it
    public static <K, V> SequencedMap<K, V> none() {
        return (SequencedMap<K, V>) NONE;
    }
}

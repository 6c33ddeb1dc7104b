package org.tombolo.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Copies that keep their order: `Map.copyOf` has another order in every JVM, and what must replay may not.
public final class Ordered {
    private Ordered() {}

    public static <K, V> SequencedMap<K, V> copy(Map<K, V> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }

    public static <K, V> SequencedMap<K, V> none() {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>());
    }
}

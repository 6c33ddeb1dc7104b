package org.tombolo.testkit.rules.planted.sim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Allowed: the same work, done so that it replays.
public final class Careful {
    private Careful() {}

    static Map<String, Instant> due(List<String> words, Instant now) {
        Set<String> seen = new LinkedHashSet<>(words);
        Map<String, Instant> due = new LinkedHashMap<>();
        seen.forEach(word -> due.put(word, now.plusSeconds(1)));
        return due;
    }

    static Map<Integer, List<String>> byLength(List<String> words) {
        return words.stream().collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
    }
}

package org.tombolo.bench.measure;

import java.util.List;

/// Ranks of what was measured several times.
public final class Medians {
    private Medians() {}

    public static double of(List<Double> values) {
        return percentile(values, 50);
    }

    /// The smallest value that so many in a hundred do not exceed.
    public static double percentile(List<Double> values, int hundredths) {
        var sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(sorted.size() * hundredths / 100.0);
        return sorted.get(Math.max(0, rank - 1));
    }
}

package org.tombolo.workflow.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Collects what is wrong with one file. Used by one thread, for one reading.
public final class Problems {
    /// A file with more is reported as such: nobody reads further.
    public static final int MOST = 100;

    private static final Comparator<Problem> IN_ORDER = Comparator.comparing(Problem::place);

    private final String file;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private int more;

    public Problems(String file) {
        this.file = file;
    }

    public void add(Place place, String path, String what) {
        add(place, path, what, Optional.empty());
    }

    public void add(Place place, String path, String what, Optional<String> nearest) {
        var problem = new Problem(file, place, path, what, nearest);
        if (problems.size() < MOST) {
            problems.add(problem);
        } else if (!problems.contains(problem)) {
            more++;
        }
    }

    public void warn(Place place, String path, String what) {
        if (warnings.size() < MOST) {
            warnings.add(new Problem(file, place, path, what, Optional.empty()));
        }
    }

    /// Looking for the nearest word costs: worth it for the first few, which are those that people read.
    public boolean mayGuess() {
        return problems.size() < 25;
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /// In the order of the file; those of one place in the order they were found.
    public List<Problem> all() {
        var all = new ArrayList<>(problems);
        all.sort(IN_ORDER);
        if (more > 0) {
            var last = all.getLast();
            all.add(new Problem(file, last.place(), "", "and %d more problems".formatted(more), Optional.empty()));
        }
        return List.copyOf(all);
    }

    public List<Problem> warnings() {
        return warnings.stream().sorted(IN_ORDER).toList();
    }
}

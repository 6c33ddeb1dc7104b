package org.tombolo.cli.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tombolo.wire.run.Job;

/// A run's graph, drawn with lines: each job once, below the last of those that it waits for.
public final class GraphText {
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, Integer> depths = new LinkedHashMap<>();
    private final Map<String, List<Job>> below = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    private GraphText(List<Job> all) {
        all.forEach(job -> jobs.put(job.name(), job));
        all.forEach(job -> depth(job, new HashSet<>()));
        for (var job : all) {
            below.computeIfAbsent(parent(job), _ -> new ArrayList<>()).add(job);
        }
    }

    /// @param drawn the job's name behind its lines
    /// @param also  what else it waits for, and on what condition where that is not success
    public record Line(Job job, String drawn, String also) {}

    public static List<Line> of(List<Job> jobs) {
        var graph = new GraphText(jobs);
        for (var root : graph.below.getOrDefault("", List.of())) {
            graph.draw(root, "", "");
        }
        return graph.lines;
    }

    private int depth(Job job, Set<String> onTheWay) {
        var known = depths.get(job.name());
        if (known != null) {
            return known;
        }
        int depth = 0;
        if (onTheWay.add(job.name())) { // a circle is refused before; nothing else is drawn for ever
            for (var on : job.dependsOn()) {
                var other = jobs.get(on.job());
                depth = other == null ? depth : Math.max(depth, depth(other, onTheWay) + 1);
            }
        }
        depths.put(job.name(), depth);
        return depth;
    }

    /// The deepest of those that it waits for; of several the last.
    private String parent(Job job) {
        var parent = "";
        int deepest = -1;
        for (var on : job.dependsOn()) {
            int depth = depths.getOrDefault(on.job(), -1);
            if (depth >= deepest && depth >= 0) {
                deepest = depth;
                parent = on.job();
            }
        }
        return parent;
    }

    /// @param own  lines in front of its name
    /// @param rest lines in front of those below it
    private void draw(Job job, String own, String rest) {
        lines.add(new Line(job, own + job.name(), also(job)));
        var children = below.getOrDefault(job.name(), List.of());
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            draw(children.get(i), rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
        }
    }

    private String also(Job job) {
        var parent = parent(job);
        return job.dependsOn().stream()
                .filter(on -> !on.job().equals(parent) || !on.on().equals("finished"))
                .map(on -> on.on().equals("finished") ? on.job() : on.job() + " " + on.on())
                .collect(Collectors.joining(", "));
    }
}

package org.tombolo.workflow.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.WorkflowSpec;

/// Who waits for whom.
///
/// @param waitsFor each node → those it waits for; nodes that are not keys are not part of the graph
public record DependencyGraph(SequencedMap<String, List<String>> waitsFor) {
    private static final int MOST_CYCLES = 10;

    public DependencyGraph {
        waitsFor = Ordered.copy(waitsFor);
    }

    /// Either an order in which everything comes after what it waits for, or why there is none.
    public sealed interface Order {
        /// Of nodes that may come next, the one that the file has first does.
        record Sorted(List<String> nodes) implements Order {}

        /// Each waits for the next and the last for the first: the first few that were found.
        record Cyclic(List<List<String>> cycles) implements Order {}
    }

    public static DependencyGraph of(WorkflowSpec spec) {
        var waitsFor = new LinkedHashMap<String, List<String>>();
        for (var node : spec.nodes()) {
            waitsFor.put(node.name(), names(node));
        }
        return new DependencyGraph(waitsFor);
    }

    private static List<String> names(NodeSpec node) {
        return node.dependsOn().stream().map(Dependency::name).distinct().toList();
    }

    public Order order() {
        var sorted = new ArrayList<String>(waitsFor.size());
        var cycles = new ArrayList<List<String>>();
        var marks = new LinkedHashMap<String, Mark>();
        for (var start : waitsFor.keySet()) {
            visit(start, marks, sorted, cycles);
        }
        return cycles.isEmpty() ? new Order.Sorted(List.copyOf(sorted)) : new Order.Cyclic(List.copyOf(cycles));
    }

    private enum Mark {
        ON_THE_WAY,
        DONE
    }

    private record Step(String node, Deque<String> left) {}

    /// Depth first, with a stack of its own: a chain may be as long as the file.
    private void visit(String start, Map<String, Mark> marks, List<String> sorted, List<List<String>> cycles) {
        var way = new ArrayList<Step>();
        enter(start, marks, way);
        while (!way.isEmpty()) {
            var step = way.getLast();
            var next = step.left().poll();
            if (next == null) {
                way.removeLast();
                marks.put(step.node(), Mark.DONE);
                sorted.add(step.node());
            } else if (marks.get(next) == Mark.ON_THE_WAY) {
                if (cycles.size() < MOST_CYCLES) {
                    cycles.add(cycle(way, next));
                }
            } else {
                enter(next, marks, way);
            }
        }
    }

    private void enter(String node, Map<String, Mark> marks, List<Step> way) {
        var waits = waitsFor.get(node);
        if (waits != null && !marks.containsKey(node)) {
            marks.put(node, Mark.ON_THE_WAY);
            way.add(new Step(node, new ArrayDeque<>(waits)));
        }
    }

    private static List<String> cycle(List<Step> way, String from) {
        var nodes = way.stream().map(Step::node).toList();
        return nodes.subList(nodes.indexOf(from), nodes.size());
    }
}

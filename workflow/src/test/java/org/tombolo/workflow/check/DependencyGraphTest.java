package org.tombolo.workflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.tombolo.workflow.check.DependencyGraph.Order;

class DependencyGraphTest {
    @Test
    void putsEachNodeAfterThoseItWaitsForInTheOrderOfTheFileOtherwise() {
        var graph = new LinkedHashMap<String, List<String>>();
        graph.put("d", List.of("b", "c"));
        graph.put("b", List.of("a"));
        graph.put("c", List.of("a"));
        graph.put("a", List.of());
        assertThat(new DependencyGraph(graph).order()).isEqualTo(new Order.Sorted(List.of("a", "b", "c", "d")));
    }

    @Test
    void namesTheNodesOfACycleAndNotThoseThatLeadToIt() {
        var graph = new LinkedHashMap<String, List<String>>();
        graph.put("start", List.of("a"));
        graph.put("a", List.of("b", "nobody"));
        graph.put("b", List.of("a"));
        graph.put("self", List.of("self"));
        assertThat(new DependencyGraph(graph).order())
                .isEqualTo(new Order.Cyclic(List.of(List.of("a", "b"), List.of("self"))));
    }

    @Test
    void sortsAChainAsLongAsAFile() {
        var graph = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < 100_000; i++) {
            graph.put("n" + i, List.of("n" + (i + 1)));
        }
        assertThat(new DependencyGraph(graph).order()).isInstanceOf(Order.Sorted.class);
        graph.put("n100000", List.of("n0"));
        assertThat(new DependencyGraph(graph).order()).isInstanceOf(Order.Cyclic.class);
    }

    @Test
    void eitherSortsEveryGraphOrShowsACycleThatIsThere() {
        var random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            var graph = randomGraph(random);
            switch (new DependencyGraph(graph).order()) {
                case Order.Sorted(var nodes) -> assertSorted(graph, nodes);
                case Order.Cyclic(var cycles) -> cycles.forEach(cycle -> assertCycle(graph, cycle));
            }
        }
    }

    private static SequencedMap<String, List<String>> randomGraph(Random random) {
        var graph = new LinkedHashMap<String, List<String>>();
        int size = 1 + random.nextInt(8);
        for (int i = 0; i < size; i++) {
            var waits = new ArrayList<String>();
            for (int j = 0; j < size; j++) {
                if (random.nextInt(6) == 0) {
                    waits.add("n" + j);
                }
            }
            graph.put("n" + i, waits);
        }
        return graph;
    }

    private static void assertSorted(SequencedMap<String, List<String>> graph, List<String> nodes) {
        assertThat(nodes).containsExactlyInAnyOrderElementsOf(graph.keySet());
        graph.forEach((node, waits) ->
                waits.forEach(other -> assertThat(nodes.indexOf(other)).isLessThan(nodes.indexOf(node))));
    }

    private static void assertCycle(SequencedMap<String, List<String>> graph, List<String> cycle) {
        for (int i = 0; i < cycle.size(); i++) {
            var next = cycle.get((i + 1) % cycle.size());
            assertThat(graph.get(cycle.get(i))).contains(next);
        }
    }
}

package org.tombolo.workflow.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tombolo.model.spec.AutoscalerSpec.ScaleRule;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.workflow.check.DependencyGraph.Order;
import org.tombolo.workflow.problem.Problems;
import org.tombolo.workflow.yaml.Places;

/// What is looked for once everything has been read.
public final class Checks {
    private static final int MOST_NAMES = 12;

    private final WorkflowSpec spec;
    private final Places places;
    private final Problems problems;

    private Checks(WorkflowSpec spec, Places places, Problems problems) {
        this.spec = spec;
        this.places = places;
        this.problems = problems;
    }

    public static void run(WorkflowSpec spec, Places places, Problems problems) {
        var checks = new Checks(spec, places, problems);
        checks.cycles();
        checks.endpoints();
        checks.targets();
    }

    private void cycles() {
        switch (DependencyGraph.of(spec).order()) {
            case Order.Sorted _ -> {}
            case Order.Cyclic(var cycles) -> cycles.forEach(this::report);
        }
    }

    private void report(List<String> cycle) {
        var first = cycle.getFirst();
        var kind = spec.jobs().containsKey(first) ? "jobs." : "services.";
        var shown = cycle.size() > MOST_NAMES
                ? String.join(" -> ", cycle.subList(0, MOST_NAMES)) + " -> ... (%d in all)".formatted(cycle.size())
                : String.join(" -> ", cycle);
        add(kind + first + ".depends-on", "expected no cycle, found %s -> %s".formatted(shown, first));
    }

    /// Endpoints are known by (project, name), so two services cannot have the same.
    private void endpoints() {
        Map<String, String> owners = new HashMap<>();
        for (var service : spec.services().values()) {
            for (var endpoint : service.network().endpoints()) {
                var owner = owners.putIfAbsent(endpoint.name(), service.name());
                if (owner != null && !owner.equals(service.name())) {
                    add(
                            "services." + service.name() + ".network.endpoints",
                            "endpoint \"%s\" is one of \"%s\" already".formatted(endpoint.name(), owner));
                }
            }
        }
    }

    /// A pool is moved by its own rules or by one trigger of one other service.
    private void targets() {
        Map<String, String> sources = new HashMap<>();
        for (var service : spec.services().values()) {
            for (var rule : service.autoscaler().map(it -> it.scaleUp()).orElse(List.of())) {
                targets(service, rule, sources);
            }
        }
    }

    private void targets(ServiceSpec service, ScaleRule rule, Map<String, String> sources) {
        var path = "services." + service.name() + ".autoscaler.scale-up";
        for (var name : rule.services()) {
            var target = spec.services().get(name);
            if (target != null
                    && target.autoscaler().flatMap(it -> it.replicas()).isEmpty()) {
                add(path, "expected \"%s\" to have autoscaler.replicas, since a trigger names it".formatted(name));
            }
            var other = sources.putIfAbsent(name, service.name());
            if (other != null) {
                add(
                        path,
                        "\"%s\" is named by a trigger of \"%s\" already: one trigger moves a pool"
                                .formatted(name, other));
            }
        }
    }

    private void add(String path, String what) {
        problems.add(places.of(path), path, what);
    }
}

package org.tombolo.control.placements;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.door.Plan;
import org.tombolo.control.state.State;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.WorkflowSpec;

/// What would run where, and what is in the way: the same question that releasing a job asks, before anything runs.
public final class Planner {
    private final SiteChooser chooser;

    public Planner(SiteChooser chooser) {
        this.chooser = chooser;
    }

    public Plan plan(State state, WorkflowSpec workflow, Optional<SiteId> site) {
        var steps = new ArrayList<Plan.Step>();
        var problems = new ArrayList<Plan.Problem>();
        if (site.isPresent() && state.work().findSite(site.get()).isEmpty()) {
            problems.add(new Plan.Problem("site", "no site %s; known: %s".formatted(site.get(), names(state))));
            return new Plan(steps, problems);
        }
        for (var volume : workflow.volumes().values()) {
            chooser.problems(state, site, volume)
                    .forEach(refusal -> problems.add(new Plan.Problem(refusal.path(), refusal.reason())));
        }
        for (var node : workflow.nodes()) {
            var choice = chooser.choose(state, site, node, List.of());
            if (choice.isEmpty()) {
                problems.addAll(problems(state, site, node));
            }
            var after = node.dependsOn().stream().map(Dependency::name).toList();
            steps.add(new Plan.Step(node.name(), choice, after));
        }
        return new Plan(steps, problems);
    }

    private List<Plan.Problem> problems(State state, Optional<SiteId> site, NodeSpec node) {
        var refusals = chooser.problems(state, site, node);
        if (!refusals.isEmpty()) {
            return refusals.stream()
                    .map(refusal -> new Plan.Problem(refusal.path(), refusal.reason()))
                    .toList();
        }
        return chooser.refusals(state, site, node, List.of()).sequencedEntrySet().stream()
                .map(refusal ->
                        new Plan.Problem(node.name(), "site %s: %s".formatted(refusal.getKey(), refusal.getValue())))
                .toList();
    }

    private static List<String> names(State state) {
        return state.work().sites().stream().map(each -> each.id().value()).toList();
    }
}

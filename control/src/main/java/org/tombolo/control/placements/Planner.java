package org.tombolo.control.placements;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.door.Plan;
import org.tombolo.control.reconcile.Shapes;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.state.Volume;

/// What would run where, and what is in the way: the same question that releasing a job asks, before anything runs.
public final class Planner {
    /// A run that is not there yet.
    private static final RunId PLANNED = new RunId("planned");

    private final SiteChooser chooser;
    private final Storage storage;

    public Planner(SiteChooser chooser, Storage storage) {
        this.chooser = chooser;
        this.storage = storage;
    }

    public Plan plan(State state, ProjectId project, WorkflowSpec workflow, Optional<SiteId> site) {
        var steps = new ArrayList<Plan.Step>();
        var problems = new ArrayList<Plan.Problem>();
        if (site.isPresent() && state.work().findSite(site.get()).isEmpty()) {
            problems.add(new Plan.Problem("site", "no site %s; known: %s".formatted(site.get(), names(state))));
            return new Plan(steps, problems);
        }
        for (var volume : workflow.volumes().values()) {
            chooser.problems(state, site, volume)
                    .forEach(refusal -> problems.add(new Plan.Problem(refusal.path(), refusal.reason())));
            storage(state, project, site, volume).ifPresent(problems::add);
        }
        for (var node : workflow.nodes()) {
            var choice = chooser.choose(state, site, node, List.of());
            if (choice.isEmpty()) {
                problems.addAll(problems(state, site, node));
            }
            var after = node.dependsOn().stream().map(Dependency::name).toList();
            steps.add(new Plan.Step(node.name(), choice, after));
        }
        if (problems.isEmpty()) {
            state.work().sites().stream()
                    .filter(each -> !each.hasScheduler()) // which lets services wait beside those who need them
                    .forEach(each -> tooMuch(each, workflow, steps).ifPresent(problems::add));
        }
        return new Plan(steps, problems);
    }

    /// Why no site has a place for the volume.
    private Optional<Plan.Problem> storage(State state, ProjectId project, Optional<SiteId> asked, VolumeSpec volume) {
        Optional<Plan.Problem> first = Optional.empty();
        var id = Shapes.volumeId(PLANNED, project, volume);
        var at = state.work().volume(id).stream().map(Volume::site).toList();
        for (var live : state.work().sites()) {
            boolean wanted = asked.map(live.id()::equals).orElse(at.isEmpty() || at.contains(live.id()));
            if (!wanted) {
                continue;
            }
            switch (storage.choose(state, live.id(), project, volume, id)) {
                case Storage.Choice.Made _ -> {
                    return Optional.empty();
                }
                case Storage.Choice.Refused(var key, var why) ->
                    first = first.or(() ->
                            Optional.of(new Plan.Problem("volumes.%s.%s".formatted(volume.name(), key), why)));
            }
        }
        return first;
    }

    /// Each node fits by itself, and services not beside the jobs that need them.
    private static Optional<Plan.Problem> tooMuch(LiveSite site, WorkflowSpec workflow, List<Plan.Step> steps) {
        var here = steps.stream()
                .filter(step -> step.choice().orElseThrow().site().equals(site.id()))
                .map(Plan.Step::job)
                .toList();
        var run = workflow.nodes().stream()
                .map(node -> Forecast.Node.planned(node, !here.contains(node.name())))
                .toList();
        return workflow.services().keySet().stream()
                .filter(here::contains)
                .findFirst()
                .filter(_ -> Services.neverEnd(run, site.rooms()))
                .map(first -> new Plan.Problem(first, Services.tooMuch(site.id())));
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

package org.tombolo.control.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.reconcile.Shapes;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.work.Outcome;

/// Whether what a node waits for has happened, may still happen, or never will.
public final class Dependencies {
    private Dependencies() {}

    /// Where a dependency stands.
    public sealed interface Standing {
        record Holds() implements Standing {}

        record Open(String waitsFor) implements Standing {}

        record Impossible(String because) implements Standing {}
    }

    /// What the node depends on: what the file says, and the staging of the volumes that it mounts.
    public static List<Dependency> of(LiveRun run, NodeSpec node) {
        return of(run.run().workflow(), node);
    }

    static List<Dependency> of(WorkflowSpec workflow, NodeSpec node) {
        var all = new ArrayList<>(node.dependsOn());
        if (!StagingSpec.isIn(node)) {
            for (var volume : workflow.volumes().values()) {
                if (!volume.ingress().isEmpty() && Shapes.mounts(node, volume.name())) {
                    var staging = StagingSpec.nameOf(StagingSpec.Direction.IN, volume.name());
                    all.add(new Dependency(staging, Dependency.On.FINISHED, Optional.empty()));
                }
            }
        }
        return all;
    }

    /// All dependencies of a node together: impossible if one is, open if one is, else they hold.
    public static Standing standing(LiveRun run, LiveJob job) {
        Standing all = new Standing.Holds();
        for (var dependency : of(run, job.spec())) {
            var one = run.job(dependency.name())
                    .map(other -> standing(other, dependency.on()))
                    .orElse(new Standing.Impossible("there is no " + dependency.name()));
            switch (one) {
                case Standing.Impossible _ -> {
                    return one;
                }
                case Standing.Open _ -> all = one;
                case Standing.Holds _ -> {}
            }
        }
        return all;
    }

    private static Standing standing(LiveJob other, Dependency.On on) {
        var name = other.id().name();
        var outcome = other.job().outcome();
        if (outcome.isEmpty()) {
            return on == Dependency.On.RUNNING && other.ready() == other.size()
                    ? new Standing.Holds()
                    : new Standing.Open(open(name, on));
        }
        return holds(outcome.get(), on)
                ? new Standing.Holds()
                : new Standing.Impossible("%s %s".formatted(name, told(outcome.get())));
    }

    private static boolean holds(Outcome outcome, Dependency.On on) {
        return switch (on) {
            case FINISHED -> outcome.isGood();
            case FAILED -> outcome instanceof Outcome.Failed;
            case ENDED -> true;
            case RUNNING -> false;
        };
    }

    private static String open(String name, Dependency.On on) {
        return switch (on) {
            case FINISHED -> "waits for %s to succeed".formatted(name);
            case FAILED -> "waits for %s to fail".formatted(name);
            case ENDED -> "waits for %s to end".formatted(name);
            case RUNNING -> "waits for %s to be ready".formatted(name);
        };
    }

    private static String told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded() -> "succeeded";
            case Outcome.Failed(var why) -> "failed: " + why;
            case Outcome.Stopped(var why) -> "was stopped: " + why;
            case Outcome.Skipped(var because) -> "was skipped: " + because;
            case Outcome.Kept(var from) -> "was kept from run " + from;
        };
    }
}

package org.tombolo.sim.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.AttemptId;
import org.tombolo.model.JobId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.work.Outcome;
import org.tombolo.sim.story.Violation;
import org.tombolo.sim.world.Ledger;
import org.tombolo.sim.world.Life;
import org.tombolo.sim.world.Rules;

/// What must hold when user code starts and when a site is told to forget.
public final class WorkRules implements Rules {
    private final Ledger ledger;
    private final Witness witness;
    private final FactRules facts;

    private @Nullable Violation seen;

    public WorkRules(Ledger ledger, Witness witness, FactRules facts) {
        this.ledger = ledger;
        this.witness = witness;
        this.facts = facts;
    }

    /// What was found while a call was carried out: to the kernel that was a defect of the engine.
    public void rethrow() {
        if (seen != null) {
            throw seen;
        }
    }

    @Override
    public void starts(Life life) {
        var id = life.attempt();
        var told = witness.attempt(id);
        require(told.isPresent(), "nothing starts uncommitted", id + " is not in the journal");
        var placed = told.orElseThrow();
        require(!placed.ended || placed.fenced, "nothing starts after its end", life.toString());
        for (var other : ledger.lives(id.job())) {
            boolean twin =
                    other != life && other.isAlive() && other.attempt().task().equals(id.task());
            require(
                    !twin || placed.fenced || FactRules.isFenced(witness, other.attempt()),
                    "one place",
                    life + " while " + other + " is alive");
        }
        if (life.node() instanceof JobSpec job && job.array().isPresent()) {
            int most = job.array().get().concurrency().orElse(Integer.MAX_VALUE);
            require(facts.aliveUnfenced(witness, id.job()) <= most, "concurrency", id + " starts");
        }
        for (var on : dependencies(id.job(), life.node())) {
            require(
                    holds(new JobId(id.run(), on.name()), on.on()),
                    "no dependency violated",
                    "%s starts though %s is not %s".formatted(id, on.name(), on.on()));
        }
    }

    private List<Dependency> dependencies(JobId job, NodeSpec node) {
        var all = new ArrayList<>(node.dependsOn());
        for (var other : witness.graph(job.run())) {
            if (other instanceof StagingSpec staging
                    && staging.direction() == StagingSpec.Direction.IN
                    && mounts(node, staging.volume())) {
                all.add(new Dependency(staging.name(), Dependency.On.FINISHED, Optional.empty()));
            }
        }
        return all;
    }

    private static boolean mounts(NodeSpec node, String volume) {
        return switch (node) {
            case JobSpec job -> mounts(job.work().mounts().values().stream().toList(), volume);
            case ServiceSpec service ->
                mounts(service.work().mounts().values().stream().toList(), volume);
            case StagingSpec staging ->
                staging.direction() == StagingSpec.Direction.OUT
                        && staging.volume().equals(volume);
        };
    }

    private static boolean mounts(List<MountSpec> mounts, String volume) {
        return mounts.stream().anyMatch(mount -> mount.volume().equals(volume));
    }

    private static boolean isKept(Optional<Outcome> outcome) {
        return outcome.filter(Outcome.Kept.class::isInstance).isPresent();
    }

    private boolean holds(JobId other, Dependency.On on) {
        var node = witness.node(other).orElseThrow();
        var outcome = witness.outcome(other);
        return switch (on) {
            case FINISHED ->
                (node instanceof ServiceSpec || isKept(outcome))
                        ? outcome.filter(Outcome::isGood).isPresent()
                        : facts.allSucceeded(witness, other, node);
            case FAILED ->
                outcome.filter(Outcome.Failed.class::isInstance).isPresent()
                        && facts.aliveUnfenced(witness, other) == 0;
            case ENDED -> outcome.isPresent() && facts.aliveUnfenced(witness, other) == 0;
            case RUNNING -> facts.everReady(other);
        };
    }

    @Override
    public void stops(AttemptId attempt) {
        var told = witness.attempt(attempt);
        note(
                told.isEmpty() || told.get().stopping || told.get().ended,
                "nothing is stopped that is wanted",
                attempt.toString());
    }

    @Override
    public void forgets(AttemptId attempt) {
        var told = witness.attempt(attempt);
        note(told.isEmpty() || told.get().ended, "forgotten after its end is in the journal", attempt.toString());
        note(!ledger.isAlive(attempt), "nothing alive is forgotten", attempt.toString());
    }

    @Override
    public void removes(VolumeId volume) {
        note(witness.isRemoving(volume), "volumes stay until they are let go", volume.toString());
    }

    private void note(boolean holds, String invariant, String what) {
        if (!holds && seen == null) {
            seen = new Violation(invariant, what);
        }
    }

    private static void require(boolean holds, String invariant, String what) {
        if (!holds) {
            throw new Violation(invariant, what);
        }
    }
}

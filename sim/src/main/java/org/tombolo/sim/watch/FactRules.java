package org.tombolo.sim.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import org.tombolo.journal.Batch;
import org.tombolo.model.AttemptId;
import org.tombolo.model.JobId;
import org.tombolo.model.SiteId;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptFenced;
import org.tombolo.model.fact.AttemptForgotten;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.JobEnded;
import org.tombolo.model.fact.RunEnded;
import org.tombolo.model.fact.RunStarted;
import org.tombolo.model.fact.TaskDelayed;
import org.tombolo.model.fact.TaskEnded;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.spec.CauseKind;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.RetrySpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Outcome;
import org.tombolo.sim.story.Agenda;
import org.tombolo.sim.story.Violation;
import org.tombolo.sim.world.Ledger;
import org.tombolo.sim.world.Life;
import org.tombolo.sim.world.SimSite;

/// What each committed fact must agree with: the facts before it, the file's rules worked out a second time, and what
/// really happened at the sites.
public final class FactRules {
    private final Ledger ledger;
    private final LinkedHashMap<SiteId, SimSite> sites;
    private final Agenda agenda;

    public FactRules(Ledger ledger, LinkedHashMap<SiteId, SimSite> sites, Agenda agenda) {
        this.ledger = ledger;
        this.sites = sites;
        this.agenda = agenda;
    }

    void history(Batch batch) {
        var runs = new LinkedHashSet<Object>();
        var attempts = new LinkedHashSet<Object>();
        for (var row : batch.history()) {
            switch (row) {
                case EndedRun ended -> runs.add(ended.run().id());
                case EndedAttempt ended -> attempts.add(ended.attempt().id());
            }
        }
        for (var fact : batch.facts()) {
            if (fact instanceof RunEnded ended && !runs.contains(ended.run())) {
                throw new Violation("what leaves is history", "no row for run " + ended.run());
            }
            if (fact instanceof AttemptForgotten forgotten && !attempts.contains(forgotten.attempt())) {
                throw new Violation("what leaves is history", "no row for attempt " + forgotten.attempt());
            }
        }
    }

    void check(Witness witness, Fact fact, Instant now) {
        switch (fact) {
            case RunStarted started ->
                require(witness.run(started.run()).isEmpty(), "a request once", "%s starts again", started.run());
            case RunEnded ended -> runEnded(witness, ended);
            case JobEnded ended -> jobEnded(witness, ended);
            case TaskDelayed delayed -> delayed(witness, delayed, now);
            case TaskEnded ended -> taskEnded(witness, ended);
            case AttemptPlaced placed -> placed(witness, placed, now);
            case AttemptEnded ended -> ended(ended);
            case AttemptFenced fenced -> fenced(witness, fenced, now);
            case AttemptForgotten forgotten ->
                require(
                        witness.attempt(forgotten.attempt())
                                .filter(told -> told.ended)
                                .isPresent(),
                        "forgotten after its end",
                        "%s",
                        forgotten.attempt());
            default -> {} // no rule
        }
    }

    private void runEnded(Witness witness, RunEnded ended) {
        for (var node : witness.graph(ended.run())) {
            var job = new JobId(ended.run(), node.name());
            require(witness.outcome(job).isPresent(), "a run ends with its jobs", "%s has not ended", job);
            require(witness.active(job) == 0, "a run ends with its jobs", "%s has active attempts", job);
        }
    }

    private void jobEnded(Witness witness, JobEnded ended) {
        var node = witness.node(ended.job()).orElseThrow();
        switch (ended.outcome()) {
            case Outcome.Succeeded() ->
                require(
                        node instanceof ServiceSpec || allSucceeded(witness, ended.job(), node),
                        "success is the processes' own",
                        "%s: not all of its tasks succeeded",
                        ended.job());
            case Outcome.Failed(var why) ->
                require(
                        witness.attempts(ended.job()).stream().anyMatch(told -> told.ended)
                                || why.contains("volume ") // which is at another site by now
                                || why.contains("not room enough"),
                        "a failure has a cause",
                        "%s failed though nothing of it was tried: %s",
                        ended.job(),
                        why);
            case Outcome.Skipped(var because) ->
                require(
                        node.dependsOn().stream().anyMatch(on -> cannotHold(witness, ended.job(), on))
                                || stagingFailed(witness, ended.job(), node)
                                || isUnneeded(witness, ended.job(), node),
                        "a skip has a cause",
                        "%s was skipped: %s",
                        ended.job(),
                        because);
            case Outcome.Kept(var from) ->
                require(
                        witness.hasSucceeded(new JobId(from, ended.job().name()))
                                && witness.attempts(ended.job()).isEmpty(),
                        "what is kept was done",
                        "%s was kept from run %s, where it did not succeed",
                        ended.job(),
                        from);
            case Outcome.Stopped _ ->
                require(
                        witness.isStopping(ended.job()) || isStopped(witness, ended.job()),
                        "stopped by somebody",
                        "%s",
                        ended.job());
        }
    }

    private static boolean isStopped(Witness witness, JobId job) {
        return witness.attempts(job).stream()
                .anyMatch(told -> witness.task(told.placed.attempt().task()).last instanceof Cause.Stopped);
    }

    boolean allSucceeded(Witness witness, JobId job, NodeSpec node) {
        var good = new LinkedHashSet<Integer>();
        for (var life : ledger.lives(job)) {
            if (life.succeeded() && !isFenced(witness, life.attempt())) {
                good.add(life.attempt().task().index());
            }
        }
        return good.size() == size(node);
    }

    static boolean isFenced(Witness witness, AttemptId attempt) {
        return witness.attempt(attempt).filter(told -> told.fenced).isPresent();
    }

    static int size(NodeSpec node) {
        return node instanceof JobSpec job
                ? job.array().map(array -> array.size()).orElse(1)
                : 1;
    }

    private static boolean cannotHold(Witness witness, JobId job, Dependency on) {
        return witness.outcome(new JobId(job.run(), on.name()))
                .map(outcome -> switch (on.on()) {
                    case FINISHED -> !outcome.isGood();
                    case FAILED -> !(outcome instanceof Outcome.Failed);
                    case ENDED -> false;
                    case RUNNING -> true;
                })
                .orElse(false);
    }

    private static boolean stagingFailed(Witness witness, JobId job, NodeSpec node) {
        return !(node instanceof StagingSpec staging && staging.direction() == StagingSpec.Direction.IN)
                && witness.graph(job.run()).stream()
                        .filter(StagingSpec.class::isInstance)
                        .map(other -> witness.outcome(new JobId(job.run(), other.name())))
                        .anyMatch(
                                outcome -> outcome.isPresent() && !outcome.get().isGood());
    }

    /// A service that had not begun when the last that could need it ended.
    private static boolean isUnneeded(Witness witness, JobId job, NodeSpec node) {
        var dependants = witness.graph(job.run()).stream()
                .filter(other ->
                        other.dependsOn().stream().anyMatch(on -> on.name().equals(job.name())))
                .toList();
        var last = dependants.isEmpty()
                ? witness.graph(job.run()).stream()
                        .filter(other -> !(other instanceof ServiceSpec))
                        .toList()
                : dependants;
        return node instanceof ServiceSpec service
                && !service.persist()
                && last.stream()
                        .allMatch(other -> witness.outcome(new JobId(job.run(), other.name()))
                                .isPresent());
    }

    private void delayed(Witness witness, TaskDelayed delayed, Instant now) {
        var task = witness.task(delayed.task());
        var node = witness.node(delayed.task().job()).orElseThrow();
        if (!(node instanceof JobSpec) || task.notBefore.equals(delayed.until())) {
            return; // services start again by rules of their own; or a wait that is over
        }
        if (isFaultOfNode(delayed.cause()) && mayRestart(node)) {
            return;
        }
        var retry = node.policy().retry();
        require(
                mayRetry(retry, task, delayed.cause()),
                "retries as the file says",
                "%s is tried again",
                delayed.task());
        var wait = retry.backoff().multipliedBy(1L << (task.tries - 1));
        var least = wait.compareTo(retry.maxBackoff()) > 0 ? retry.maxBackoff() : wait;
        require(
                Duration.between(now, delayed.until()).equals(least),
                "back-off as the file says",
                "%s waits until %s",
                delayed.task(),
                delayed.until());
    }

    private static boolean mayRetry(RetrySpec retry, Witness.TaskTold task, Cause cause) {
        var kind = cause.kind();
        boolean matches = retry.on().isEmpty()
                ? kind != CauseKind.STOPPED && kind != CauseKind.REFUSED
                : retry.on().contains(kind);
        return matches && task.tries < retry.attempts();
    }

    private void taskEnded(Witness witness, TaskEnded ended) {
        var task = witness.task(ended.task());
        var node = witness.node(ended.task().job()).orElseThrow();
        require(!task.ended && task.active == null, "a task ends once", "%s", ended.task());
        if (ended.outcome() instanceof Outcome.Failed && node instanceof JobSpec && task.last != null) {
            require(
                    witness.isStopping(ended.task().job())
                            || !mayRetry(node.policy().retry(), task, task.last),
                    "retries as the file says",
                    "%s is not tried again after %s",
                    ended.task(),
                    task.last.text());
        }
    }

    private void placed(Witness witness, AttemptPlaced placed, Instant now) {
        var id = placed.attempt();
        var task = witness.task(id.task());
        var node = witness.node(id.job()).orElseThrow();
        require(!task.ended, "placed once", "%s has ended", id.task());
        require(task.active == null, "placed once", "%s while another is active", id);
        require(id.attempt() == task.tries + 1, "tries are counted", "%s follows try %d", id, task.tries);
        require(!now.isBefore(task.notBefore), "back-off as the file says", "%s is placed before its time", id);
        require(!witness.isStopping(id.job()), "what stops starts nothing", "%s", id);
        require(witness.silentSince(placed.site()).isEmpty(), "nothing placed at a silent site", "%s", id);
        if (node instanceof JobSpec job && job.array().isPresent()) {
            int most = job.array().get().concurrency().orElse(Integer.MAX_VALUE);
            require(witness.active(id.job()) < most, "concurrency", "%s: %d are active", id, witness.active(id.job()));
        }
        memory(task, node, placed);
    }

    private void memory(Witness.TaskTold task, NodeSpec node, AttemptPlaced placed) {
        double factor = 1;
        for (int i = 0; i < task.outOfMemory; i++) {
            factor *= node.policy().retry().memoryGrowth();
        }
        long asked = (long) (node.resources().memoryBytes().orElse(0L) * factor);
        if (placed.behind().isEmpty()) {
            require(
                    placed.grant().memoryBytes() == asked
                            || (factor > 1
                                    && placed.grant().memoryBytes() < asked
                                    && placed.grant().memoryBytes()
                                            >= node.resources().memoryBytes().orElse(0L)),
                    "memory grows as the file says",
                    "%s has %d",
                    placed.attempt(),
                    placed.grant().memoryBytes());
        }
    }

    private void ended(AttemptEnded ended) {
        require(!ledger.isAlive(ended.attempt()), "an end is the site's word", "%s is alive", ended.attempt());
        for (var site : sites.values()) {
            require(
                    site.machines().isOver(ended.attempt()),
                    "an end is the site's word",
                    "%s has not ended at %s",
                    ended.attempt(),
                    site.id());
        }
    }

    private void fenced(Witness witness, AttemptFenced fenced, Instant now) {
        var id = fenced.attempt();
        var told = witness.attempt(id).orElseThrow();
        var node = witness.node(id.job()).orElseThrow();
        require(told.started, "what is pending at a silent site stays", "%s was never seen to start", id);
        var since = witness.silentSince(told.placed.site());
        require(since.isPresent(), "only a silent site is fenced", "%s", id);
        if (mayRestart(node)) {
            var lostAfter = witness.site(told.placed.site()).orElseThrow().lostAfter();
            boolean waited = !since.orElseThrow().plus(lostAfter).isAfter(now);
            require(waited || !ledger.isAlive(id), "fenced after its time", "%s", id);
        } else {
            require(!ledger.isAlive(id), "past its fence nothing runs", "%s is alive", id);
        }
    }

    static boolean isFaultOfNode(Cause cause) {
        return cause.kind() == CauseKind.NODE_LOST
                || cause.kind() == CauseKind.LOST
                || cause.kind() == CauseKind.PREEMPTED;
    }

    static boolean mayRestart(NodeSpec node) {
        return node.policy()
                .restart()
                .map(PolicySpec.Restart.ON_NODE_FAULT::equals)
                .orElse(node instanceof ServiceSpec);
    }

    /// Lives of a job that count: what was fenced does not.
    long aliveUnfenced(Witness witness, JobId job) {
        return ledger.lives(job).stream()
                .filter(life -> life.isAlive() && !isFenced(witness, life.attempt()))
                .count();
    }

    boolean everReady(JobId job) {
        return ledger.lives(job).stream().anyMatch(Life::wasReady);
    }

    private void require(boolean holds, String invariant, String what, Object... of) {
        if (!holds) {
            throw new Violation(invariant, what.formatted(of) + " (at " + agenda.now() + ")");
        }
    }
}

package org.tombolo.sim.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombolo.journal.Batch;
import org.tombolo.model.AttemptId;
import org.tombolo.model.JobId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TaskId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptFenced;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.fact.AttemptStarted;
import org.tombolo.model.fact.AttemptStopping;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.JobEnded;
import org.tombolo.model.fact.JobStopping;
import org.tombolo.model.fact.RequestAnswered;
import org.tombolo.model.fact.RunEnded;
import org.tombolo.model.fact.RunStarted;
import org.tombolo.model.fact.RunStopping;
import org.tombolo.model.fact.SiteHeard;
import org.tombolo.model.fact.SiteJoined;
import org.tombolo.model.fact.SiteSilent;
import org.tombolo.model.fact.TaskDelayed;
import org.tombolo.model.fact.TaskEnded;
import org.tombolo.model.fact.VolumeRemoving;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Outcome;
import org.tombolo.sim.story.Violation;

/// Everything that was committed, read by somebody who does not trust the kernel's own state.
public final class Witness {
    /// A task as the journal tells it.
    static final class TaskTold {
        int tries;
        int outOfMemory;

        @Nullable
        AttemptId active;

        @Nullable
        Cause last;

        Instant notBefore = Instant.MIN;
        boolean ended;
    }

    /// An attempt as the journal tells it.
    static final class AttemptTold {
        final AttemptPlaced placed;
        boolean started;
        boolean stopping;
        boolean ended;
        boolean fenced;

        AttemptTold(AttemptPlaced placed) {
            this.placed = placed;
        }
    }

    private final List<Fact> facts = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final LinkedHashMap<RunId, RunStarted> runs = new LinkedHashMap<>();
    private final LinkedHashMap<RunId, LinkedHashMap<String, NodeSpec>> nodes = new LinkedHashMap<>();
    private final LinkedHashMap<RunId, Outcome> endedRuns = new LinkedHashMap<>();
    private final LinkedHashMap<RunId, String> stoppingRuns = new LinkedHashMap<>();
    private final LinkedHashMap<JobId, Outcome> endedJobs = new LinkedHashMap<>();
    private final LinkedHashMap<JobId, String> stoppingJobs = new LinkedHashMap<>();
    private final LinkedHashMap<JobId, Integer> activeOfJob = new LinkedHashMap<>();
    private final LinkedHashMap<TaskId, TaskTold> tasks = new LinkedHashMap<>();
    private final LinkedHashMap<AttemptId, AttemptTold> attempts = new LinkedHashMap<>();
    private final LinkedHashMap<SiteId, SiteJoined> sites = new LinkedHashMap<>();
    private final LinkedHashMap<SiteId, Instant> silent = new LinkedHashMap<>();
    private final LinkedHashMap<VolumeId, Boolean> removing = new LinkedHashMap<>();
    private final FactRules rules;
    private final LinkedHashMap<String, Boolean> answered = new LinkedHashMap<>();
    private final List<EndedRun> history = new ArrayList<>();
    private long lastSeq;

    public Witness(FactRules rules) {
        this.rules = rules;
    }

    /// A batch is in the journal.
    public void committed(Batch batch) {
        if (batch.firstSeq() != lastSeq + 1) {
            throw new Violation("seq has no gaps", "row %d follows row %d".formatted(batch.firstSeq(), lastSeq));
        }
        if (!times.isEmpty() && batch.time().isBefore(times.getLast())) {
            throw new Violation("time never goes back", batch.time() + " follows " + times.getLast());
        }
        rules.history(batch);
        for (var row : batch.history()) {
            if (row instanceof EndedRun ended) {
                history.add(ended);
            }
        }
        for (var fact : batch.facts()) {
            rules.check(this, fact, batch.time());
            take(fact);
            facts.add(fact);
            times.add(batch.time());
        }
        lastSeq = batch.lastSeq();
    }

    private void take(Fact fact) {
        switch (fact) {
            case RunStarted started -> {
                runs.put(started.run(), started);
                var graph = new LinkedHashMap<String, NodeSpec>();
                started.workflow().nodes().forEach(node -> graph.put(node.name(), node));
                nodes.put(started.run(), graph);
            }
            case RunStopping(var run, var why) -> stoppingRuns.put(run, why);
            case RunEnded(var run, var outcome) -> endedRuns.put(run, outcome);
            case JobStopping(var job, var why) -> stoppingJobs.put(job, why);
            case JobEnded(var job, var outcome) -> endedJobs.put(job, outcome);
            case SiteJoined joined -> sites.put(joined.site(), joined);
            case SiteSilent(var site, var since) -> silent.put(site, since);
            case SiteHeard(var site) -> silent.remove(site);
            case VolumeRemoving(var volume, var _) -> removing.put(volume, true);
            case TaskEnded(var task, var _) -> told(task).ended = true;
            case TaskDelayed delayed -> told(delayed.task()).notBefore = delayed.until();
            case AttemptPlaced placed -> {
                var task = told(placed.attempt().task());
                task.tries = placed.attempt().attempt();
                task.active = placed.attempt();
                attempts.put(placed.attempt(), new AttemptTold(placed));
                activeOfJob.merge(placed.attempt().job(), 1, Integer::sum);
            }
            case AttemptStarted started -> {
                var told = attempts.get(started.attempt());
                if (told != null) {
                    told.started = true;
                }
            }
            case AttemptStopping stopping -> {
                var told = attempts.get(stopping.attempt());
                if (told != null) {
                    told.stopping = true;
                }
            }
            case AttemptEnded ended -> over(ended.attempt(), ended.cause(), false);
            case AttemptFenced fenced -> over(fenced.attempt(), new Cause.Lost(fenced.why()), true);
            case RequestAnswered answer -> answered.put(answer.request(), true);
            default -> {} // of no interest to any rule
        }
    }

    private void over(AttemptId id, Cause cause, boolean fenced) {
        var told = attempts.get(id);
        if (told == null || told.ended) {
            return;
        }
        told.ended = true;
        told.fenced = fenced;
        var task = told(id.task());
        task.active = null;
        task.last = cause;
        if (cause instanceof Cause.OutOfMemory) {
            task.outOfMemory++;
        }
        activeOfJob.merge(id.job(), -1, Integer::sum);
    }

    private TaskTold told(TaskId id) {
        return tasks.computeIfAbsent(id, _ -> new TaskTold());
    }

    public List<Fact> facts() {
        return facts;
    }

    public Instant time(int fact) {
        return times.get(fact);
    }

    public List<EndedRun> endedRuns() {
        return history;
    }

    public long lastSeq() {
        return lastSeq;
    }

    public List<RunId> liveRuns() {
        return runs.keySet().stream().filter(run -> !endedRuns.containsKey(run)).toList();
    }

    public Optional<RunStarted> run(RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    public Optional<Outcome> outcome(RunId id) {
        return Optional.ofNullable(endedRuns.get(id));
    }

    boolean hasSucceeded(JobId id) {
        return outcome(id).filter(Outcome::isGood).isPresent();
    }

    Optional<Outcome> outcome(JobId id) {
        return Optional.ofNullable(endedJobs.get(id));
    }

    public boolean isAnswered(String request) {
        return answered.containsKey(request);
    }

    public boolean hasNoLiveRun() {
        return runs.size() == endedRuns.size();
    }

    public boolean isOver(JobId id) {
        return endedJobs.containsKey(id);
    }

    public boolean isStopping(RunId id) {
        return stoppingRuns.containsKey(id);
    }

    public boolean isStopping(JobId id) {
        return stoppingJobs.containsKey(id) || stoppingRuns.containsKey(id.run());
    }

    Optional<NodeSpec> node(JobId id) {
        return Optional.ofNullable(nodes.get(id.run())).flatMap(graph -> Optional.ofNullable(graph.get(id.name())));
    }

    List<NodeSpec> graph(RunId id) {
        return List.copyOf(nodes.getOrDefault(id, new LinkedHashMap<>()).values());
    }

    Optional<AttemptTold> attempt(AttemptId id) {
        return Optional.ofNullable(attempts.get(id));
    }

    List<AttemptTold> attempts(JobId job) {
        return attempts.values().stream()
                .filter(told -> told.placed.attempt().job().equals(job))
                .toList();
    }

    TaskTold task(TaskId id) {
        return tasks.getOrDefault(id, new TaskTold());
    }

    int active(JobId id) {
        return activeOfJob.getOrDefault(id, 0);
    }

    Optional<Instant> silentSince(SiteId id) {
        return Optional.ofNullable(silent.get(id));
    }

    Optional<SiteJoined> site(SiteId id) {
        return Optional.ofNullable(sites.get(id));
    }

    boolean isRemoving(VolumeId id) {
        return removing.containsKey(id);
    }
}

package org.tombolo.control.state;

import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tombolo.model.JobId;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.state.Job;
import org.tombolo.model.state.Task;

/// A node of a live run's graph with its live tasks. What never started is the range from `job.next` to `last`.
public final class LiveJob {
    private final LiveRun run;
    private final NodeSpec spec;
    private final int first;
    private final int last;
    private Job job;
    private final TreeMap<Integer, LiveTask> tasks = new TreeMap<>();
    private final TreeSet<Integer> queued = new TreeSet<>();
    private int active;
    private int ready;
    private int running;

    LiveJob(LiveRun run, NodeSpec spec, Job job) {
        this.run = run;
        this.spec = spec;
        this.job = job;
        this.first = firstIndex(spec);
        this.last = lastIndex(spec);
    }

    public static int firstIndex(NodeSpec spec) {
        return array(spec).map(ArraySpec::start).orElse(0);
    }

    private static int lastIndex(NodeSpec spec) {
        return array(spec).map(ArraySpec::end).orElse(0);
    }

    private static Optional<ArraySpec> array(NodeSpec spec) {
        return switch (spec) {
            case JobSpec job -> job.array();
            case ServiceSpec _, StagingSpec _ -> Optional.empty();
        };
    }

    public LiveRun run() {
        return run;
    }

    public NodeSpec spec() {
        return spec;
    }

    public Job job() {
        return job;
    }

    public JobId id() {
        return job.id();
    }

    public int size() {
        return last - first + 1;
    }

    /// Tasks that have been tried and have not ended, by index.
    public SequencedCollection<LiveTask> tasks() {
        return tasks.sequencedValues();
    }

    public List<LiveTask> tasks(int from, int limit) {
        return tasks.tailMap(from).values().stream().limit(limit).toList();
    }

    public Optional<LiveTask> task(int index) {
        return Optional.ofNullable(tasks.get(index));
    }

    /// How many tasks have an attempt that has not ended.
    public int active() {
        return active;
    }

    public int ready() {
        return ready;
    }

    public int running() {
        return running;
    }

    public boolean isArray() {
        return array(spec).isPresent();
    }

    /// The next task to place: one to be tried again, else the next that never started.
    public Optional<Integer> nextIndex() {
        if (!queued.isEmpty()) {
            return Optional.of(queued.first());
        }
        return job.next() <= last ? Optional.of(job.next()) : Optional.empty();
    }

    /// Whether a task of it may be placed now.
    public boolean wantsPlace() {
        return job.isReleased() && job.stopping().isEmpty() && nextIndex().isPresent() && active < concurrency();
    }

    public int concurrency() {
        return array(spec).flatMap(ArraySpec::concurrency).orElse(Integer.MAX_VALUE);
    }

    /// Tasks that are neither ended nor active.
    public int waiting() {
        return size() - job.succeeded() - job.failed() - active;
    }

    /// No attempt runs and, unless it is stopping, no task waits.
    public boolean isDone() {
        return active == 0 && (job.stopping().isPresent() || job.succeeded() + job.failed() == size());
    }

    void job(Job next) {
        this.job = next;
    }

    void put(Task task) {
        var live = tasks.computeIfAbsent(task.id().index(), _ -> new LiveTask(task));
        live.task(task);
        if (task.phase() instanceof Task.Phase.Queued) {
            queued.add(task.id().index());
        } else {
            queued.remove(task.id().index());
        }
    }

    void remove(int index) {
        tasks.remove(index);
        queued.remove(index);
    }

    void count(int activeDelta, int runningDelta, int readyDelta) {
        active += activeDelta;
        running += runningDelta;
        ready += readyDelta;
    }
}

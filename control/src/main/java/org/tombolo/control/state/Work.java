package org.tombolo.control.state;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tombolo.model.AttemptId;
import org.tombolo.model.JobId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TaskId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.state.Entity;
import org.tombolo.model.state.Host;
import org.tombolo.model.state.Job;
import org.tombolo.model.state.Queues;
import org.tombolo.model.state.Run;
import org.tombolo.model.state.Site;
import org.tombolo.model.state.Task;
import org.tombolo.model.state.Volume;
import org.tombolo.placement.Tenure;

/// Runs that live, the sites that carry them out, the volumes that are kept there, and the queue of jobs that wait for
/// a place.
public final class Work {
    /// How long the volumes of a run stay after its end.
    public static final Duration KEEP_VOLUMES = Duration.ofHours(24);

    private static final String FIRST_NAME = "0"; // no word sorts before it

    private final LinkedHashMap<RunId, LiveRun> runs = new LinkedHashMap<>();
    private final TreeMap<Long, LiveRun> runsByOrder = new TreeMap<>();
    private final TreeMap<SiteId, LiveSite> sites = new TreeMap<>();
    private final TreeMap<AttemptId, LiveSite> holders = new TreeMap<>();
    private final TreeMap<VolumeId, TreeMap<SiteId, Volume>> volumes = new TreeMap<>();
    private final TreeMap<SiteId, TreeMap<QueueKey, LiveJob>> queues = new TreeMap<>();

    /// In the order of submission.
    public SequencedCollection<LiveRun> runs() {
        return runs.sequencedValues();
    }

    /// Those whose order is smaller than `before`, newest first.
    public SequencedCollection<LiveRun> newestRuns(long before) {
        return runsByOrder.headMap(before).sequencedValues().reversed();
    }

    public Optional<LiveRun> findRun(RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    LiveRun run(RunId id) {
        return findRun(id).orElseThrow(() -> new IllegalStateException("run " + id + " is not live"));
    }

    public Optional<LiveJob> findJob(JobId id) {
        return findRun(id.run()).flatMap(run -> run.job(id.name()));
    }

    LiveJob job(JobId id) {
        return findJob(id).orElseThrow(() -> new IllegalStateException("job " + id + " is not live"));
    }

    /// By name.
    public SequencedCollection<LiveSite> sites() {
        return sites.sequencedValues();
    }

    public Optional<LiveSite> findSite(SiteId id) {
        return Optional.ofNullable(sites.get(id));
    }

    LiveSite site(SiteId id) {
        return findSite(id).orElseThrow(() -> new IllegalStateException("site " + id + " is not known"));
    }

    /// The site that may hold this attempt.
    public Optional<LiveSite> siteOf(AttemptId id) {
        return Optional.ofNullable(holders.get(id));
    }

    public SequencedCollection<AttemptId> attempts() {
        return holders.navigableKeySet();
    }

    /// The latest try of a task that a site may still hold, the run live or ended.
    public Optional<AttemptId> latest(TaskId task) {
        return Optional.ofNullable(holders.floorKey(new AttemptId(task, Integer.MAX_VALUE)))
                .filter(id -> id.task().equals(task));
    }

    /// What sites may still hold of a run, live or ended: at most `limit`, by id.
    public List<Attempt> heldOf(RunId run, int limit) {
        return held(AttemptId.of(run, FIRST_NAME, 0, 1), id -> id.run().equals(run), limit);
    }

    /// What sites may still hold of a job's tasks from an index on.
    public List<Attempt> heldOf(JobId job, int firstIndex, int limit) {
        return held(
                new AttemptId(new TaskId(job, firstIndex), 1), id -> id.job().equals(job), limit);
    }

    private List<Attempt> held(AttemptId first, Predicate<AttemptId> among, int limit) {
        return holders.tailMap(first).entrySet().stream()
                .takeWhile(each -> among.test(each.getKey()))
                .limit(limit)
                .flatMap(each -> each.getValue().attempt(each.getKey()).stream())
                .toList();
    }

    /// Jobs that want a place at a site, in the order in which they get it.
    public SequencedCollection<LiveJob> queue(SiteId site) {
        return queues.getOrDefault(site, new TreeMap<>()).sequencedValues();
    }

    /// Jobs that want a place at any site.
    public List<LiveJob> queue() {
        return queues.values().stream()
                .flatMap(queue -> queue.values().stream())
                .toList();
    }

    public List<Volume> volumes() {
        return volumes.values().stream()
                .flatMap(copies -> copies.values().stream())
                .toList();
    }

    /// The copies of a volume.
    public List<Volume> volume(VolumeId id) {
        return List.copyOf(volumes.getOrDefault(id, new TreeMap<>()).values());
    }

    List<Volume> volumesOf(RunId run) {
        return volumes().stream()
                .filter(volume -> volume.id() instanceof VolumeId.OfRun(var owner, var _) && owner.equals(run))
                .toList();
    }

    /// How long an attempt may run.
    Optional<Duration> timeoutOf(AttemptId id) {
        return findJob(id.job()).flatMap(job -> job.spec().policy().timeout());
    }

    void put(Run run) {
        var live = new LiveRun(run);
        runs.put(run.id(), live);
        runsByOrder.put(run.order(), live);
    }

    LiveJob put(Job job) {
        var run = run(job.id().run());
        var known = run.job(job.id().name());
        if (known.isPresent()) {
            known.get().job(job);
            return known.get();
        }
        var live = new LiveJob(run, run.spec(job.id().name()), job);
        run.put(live);
        if (!job.isEnded()) {
            run.open(1);
        }
        return live;
    }

    LiveJob put(Task task) {
        var job = job(task.id().job());
        job.put(task);
        return job;
    }

    /// The attempt's job, while that lives.
    Optional<LiveJob> put(Attempt attempt) {
        var site = site(attempt.site());
        var before = site.attempt(attempt.id());
        var job = findJob(attempt.id().job());
        if (before.isEmpty()) {
            holders.put(attempt.id(), site);
            if (attempt.isActive() || attempt.isFenced()) {
                // its run is over: the site is away, and what it had of it cannot be known
                site.place(
                        attempt,
                        job.map(live -> new Tenure(
                                        live.spec().resources().exclusive(), live.spec() instanceof ServiceSpec))
                                .orElse(Tenure.ALONE));
                job.filter(live -> live.spec() instanceof ServiceSpec).ifPresent(_ -> site.serves(attempt.id()));
            } else {
                site.put(attempt);
            }
        } else {
            site.put(attempt);
        }
        job.ifPresent(live -> count(live, before, attempt));
        return job;
    }

    private static void count(LiveJob job, Optional<Attempt> before, Attempt after) {
        job.count(
                one(after.isActive()) - one(before.filter(Attempt::isActive).isPresent()),
                one(isRunning(after)) - one(before.filter(Work::isRunning).isPresent()),
                one(after.isReady()) - one(before.filter(Attempt::isReady).isPresent()));
        job.task(after.id().task().index()).ifPresent(task -> task.attempt(after.isActive() ? after : null));
    }

    private static int one(boolean claim) {
        return claim ? 1 : 0;
    }

    private static boolean isRunning(Attempt attempt) {
        return attempt.state() instanceof AttemptState.Running;
    }

    void put(Site site) {
        var known = sites.get(site.id());
        if (known == null) {
            sites.put(site.id(), new LiveSite(site));
        } else {
            known.site(site);
        }
    }

    void put(Volume volume) {
        volumes.computeIfAbsent(volume.id(), _ -> new TreeMap<>()).put(volume.site(), volume);
        if (volume.removing()) {
            findSite(volume.site()).ifPresent(site -> site.removing(volume.id()));
        }
    }

    void removeVolume(VolumeId id, SiteId at) {
        var copies = volumes.get(id);
        if (copies != null) {
            copies.remove(at);
            if (copies.isEmpty()) {
                volumes.remove(id);
            }
        }
        findSite(at).ifPresent(site -> site.removed(id));
    }

    void removeRun(RunId id) {
        var run = runs.remove(id);
        if (run != null) {
            runsByOrder.remove(run.run().order());
            run.jobs().forEach(this::unqueue);
        }
    }

    void removeSite(SiteId id) {
        sites.remove(id);
    }

    void forget(AttemptId id) {
        holders.remove(id);
    }

    void requeue(LiveJob job) {
        if (job.wantsPlace()) {
            var site = job.job().choice().orElseThrow().site();
            queues.computeIfAbsent(site, _ -> new TreeMap<>()).put(QueueKey.of(job), job);
        } else {
            unqueue(job);
        }
    }

    private void unqueue(LiveJob job) {
        job.job().choice().map(choice -> queues.get(choice.site())).ifPresent(queue -> queue.remove(QueueKey.of(job)));
    }

    void entities(List<Entity> into) {
        for (var site : sites.values()) {
            into.add(site.site());
            site.rooms().forEach(room -> into.add(new Host(site.id(), room.capacity())));
            if (site.hasScheduler()) {
                into.add(new Queues(site.id(), site.queues()));
            }
        }
        for (var run : runs.values()) {
            into.add(run.run());
            for (var job : run.jobs()) {
                into.add(job.job());
                job.tasks().forEach(task -> into.add(task.task()));
            }
        }
        for (var site : sites.values()) {
            into.addAll(site.attempts());
        }
        volumes.values().forEach(copies -> into.addAll(copies.values()));
    }
}

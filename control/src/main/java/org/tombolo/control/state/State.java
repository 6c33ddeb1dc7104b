package org.tombolo.control.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tombolo.model.AttemptId;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.fact.AttemptAccepted;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptEvent;
import org.tombolo.model.fact.AttemptFenced;
import org.tombolo.model.fact.AttemptForgotten;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.fact.AttemptReadied;
import org.tombolo.model.fact.AttemptStarted;
import org.tombolo.model.fact.AttemptStopping;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.FactoryFounded;
import org.tombolo.model.fact.HostJoined;
import org.tombolo.model.fact.HostLeft;
import org.tombolo.model.fact.ImagePinned;
import org.tombolo.model.fact.JobEnded;
import org.tombolo.model.fact.JobReleased;
import org.tombolo.model.fact.JobStopping;
import org.tombolo.model.fact.MemberRemoved;
import org.tombolo.model.fact.MemberSet;
import org.tombolo.model.fact.ProjectCreated;
import org.tombolo.model.fact.QueuesChanged;
import org.tombolo.model.fact.RequestAnswered;
import org.tombolo.model.fact.RequestExpired;
import org.tombolo.model.fact.RunEnded;
import org.tombolo.model.fact.RunStarted;
import org.tombolo.model.fact.RunStopping;
import org.tombolo.model.fact.SecretRemoved;
import org.tombolo.model.fact.SecretSet;
import org.tombolo.model.fact.SiteHeard;
import org.tombolo.model.fact.SiteJoined;
import org.tombolo.model.fact.SiteLeft;
import org.tombolo.model.fact.SiteSilent;
import org.tombolo.model.fact.TaskDelayed;
import org.tombolo.model.fact.TaskEnded;
import org.tombolo.model.fact.TokenIssued;
import org.tombolo.model.fact.TokenRevoked;
import org.tombolo.model.fact.UserCreated;
import org.tombolo.model.fact.VolumeKept;
import org.tombolo.model.fact.VolumeRemoved;
import org.tombolo.model.fact.VolumeRemoving;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.Clock;
import org.tombolo.model.state.Entity;
import org.tombolo.model.state.Host;
import org.tombolo.model.state.Job;
import org.tombolo.model.state.Member;
import org.tombolo.model.state.Project;
import org.tombolo.model.state.Queues;
import org.tombolo.model.state.Request;
import org.tombolo.model.state.Run;
import org.tombolo.model.state.Secret;
import org.tombolo.model.state.Site;
import org.tombolo.model.state.Task;
import org.tombolo.model.state.Token;
import org.tombolo.model.state.User;
import org.tombolo.model.state.Volume;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Provision;
import org.tombolo.model.work.Remarks;

/// Everything that is so now. `apply` is the only way it changes; it sees only facts and the times of their rows, so
/// the same facts give the
/// same state in every process. Not for more than one thread.
public final class State {
    private Clock clock = new Clock(Optional.empty(), Instant.EPOCH, 0);
    private final Directory directory = new Directory();
    private final Work work = new Work();
    private final Timers timers = new Timers();
    private final Dirty dirty = new Dirty();
    private final List<Departed> departed = new ArrayList<>();

    public Clock clock() {
        return clock;
    }

    /// Who there is: projects, users, members, tokens, requests.
    public Directory directory() {
        return directory;
    }

    /// What is done, and where: runs, sites, volumes.
    public Work work() {
        return work;
    }

    public Timers timers() {
        return timers;
    }

    /// What has changed and was not yet looked at by `runs.Settlement`.
    public Dirty dirty() {
        return dirty;
    }

    /// What has left the live state since this was last called: it belongs into history.
    public List<Departed> takeDeparted() {
        var taken = List.copyOf(departed);
        departed.clear();
        return taken;
    }

    private Optional<Provision> provision(VolumeId volume, SiteId site) {
        return work.volume(volume).stream()
                .filter(copy -> copy.site().equals(site))
                .findFirst()
                .flatMap(Volume::provision);
    }

    /// Seen, and no fact.
    public void remarked(SiteId site, AttemptId attempt, Remarks now) {
        work.findSite(site)
                .filter(live -> live.remarked(attempt, now))
                .ifPresent(_ -> dirty.seen(attempt.job().run()));
    }

    /// What leaves the live state for good.
    public sealed interface Departed {
        record OfRun(LiveRun run, RunEnded how, Instant at) implements Departed {}

        record OfAttempt(Attempt attempt, AttemptForgotten how) implements Departed {}
    }

    /// Moves the state by one fact.
    ///
    /// @param at the time of the fact's journal row
    public void apply(Fact fact, Instant at) {
        clock = new Clock(clock.factory(), at.isAfter(clock.now()) ? at : clock.now(), clock.runs());
        switch (fact) {
            case FactoryFounded(FactoryId factory) ->
                clock = new Clock(Optional.of(factory), clock.now(), clock.runs());
            case ProjectCreated created -> directory.put(new Project(created.project(), at));
            case UserCreated created -> directory.put(new User(created.user(), created.operator(), at));
            case MemberSet set -> directory.put(new Member(set.project(), set.user(), set.role()));
            case MemberRemoved removed -> directory.removeMember(removed.project(), removed.user());
            case TokenIssued issued ->
                directory.put(
                        new Token(issued.token(), issued.user(), issued.sha256(), at, issued.expires(), issued.note()));
            case TokenRevoked revoked -> directory.removeToken(revoked.token());
            case SecretSet set ->
                directory.put(new Secret(set.secret(), set.type(), set.version(), set.hidden(), set.by(), at));
            case SecretRemoved removed -> directory.removeSecret(removed.secret());
            case RequestAnswered answered ->
                put(new Request(answered.request(), answered.user(), at, answered.answer()));
            case RequestExpired(String request) -> {
                directory.removeRequest(request);
                timers.cancel(new Timer.RequestOld(request));
            }
            case SiteJoined joined -> siteJoined(joined);
            case SiteLeft left -> work.removeSite(left.site());
            case SiteSilent silent -> {
                var site = work.site(silent.site()).site();
                put(new Site(site.id(), site.engine(), site.lostAfter(), Optional.of(silent.since())));
            }
            case SiteHeard heard -> {
                var site = work.site(heard.site()).site();
                put(new Site(site.id(), site.engine(), site.lostAfter(), Optional.empty()));
                dirty.room();
            }
            case HostJoined joined -> {
                put(new Host(joined.site(), joined.host()));
                dirty.room();
            }
            case QueuesChanged changed -> {
                put(new Queues(changed.site(), changed.queues()));
                dirty.room();
            }
            case HostLeft left -> work.site(left.site()).hostLeft(left.host());
            case RunStarted started -> runStarted(started, at);
            case RunStopping stopping -> {
                var run = work.run(stopping.run());
                run.run(run.run().stopping(stopping.why()));
                dirty.run(run.id());
            }
            case RunEnded ended -> runEnded(ended, at);
            case ImagePinned(RunId id, var image, var digest) -> {
                var run = work.run(id);
                run.run(run.run().pinned(image, digest));
                dirty.seen(id);
            }
            case JobReleased(JobId id, var choice) -> change(id, job -> job.released(at, choice));
            case JobStopping(JobId id, var why) -> change(id, job -> job.stopping(why));
            case JobEnded ended -> jobEnded(ended, at);
            case TaskDelayed delayed -> taskDelayed(delayed, at);
            case TaskEnded ended -> taskEnded(ended);
            case VolumeKept kept ->
                put(new Volume(kept.volume(), kept.site(), false, Optional.empty(), kept.provision()));
            case VolumeRemoving removing ->
                put(new Volume(
                        removing.volume(),
                        removing.site(),
                        true,
                        Optional.empty(),
                        provision(removing.volume(), removing.site())));
            case VolumeRemoved removed -> {
                work.removeVolume(removed.volume(), removed.site());
                timers.cancel(new Timer.VolumeOld(removed.volume(), removed.site()));
            }
            case AttemptEvent event -> attempt(event, at);
        }
    }

    private void siteJoined(SiteJoined joined) {
        var known = work.findSite(joined.site()).flatMap(site -> site.site().silentSince());
        put(new Site(joined.site(), joined.engine(), joined.lostAfter(), known));
    }

    private void runStarted(RunStarted fact, Instant at) {
        clock = new Clock(clock.factory(), clock.now(), clock.runs() + 1);
        put(new Run(
                fact.run(),
                clock.runs(),
                fact.project(),
                fact.user(),
                fact.name(),
                fact.labels(),
                fact.workflow(),
                fact.upload(),
                fact.site(),
                fact.env(),
                fact.priority(),
                at,
                Optional.empty(),
                Ordered.none(),
                fact.again()));
        int order = 0;
        for (var node : fact.workflow().nodes()) {
            put(Job.waiting(new JobId(fact.run(), node.name()), order++, LiveJob.firstIndex(node)));
        }
    }

    private void runEnded(RunEnded ended, Instant at) {
        var run = work.run(ended.run());
        departed.add(new Departed.OfRun(run, ended, at));
        work.removeRun(run.id());
        for (var volume : work.volumesOf(run.id())) {
            put(new Volume(
                    volume.id(),
                    volume.site(),
                    volume.removing(),
                    Optional.of(at.plus(Work.KEEP_VOLUMES)),
                    volume.provision()));
        }
    }

    /// Tasks of a job that was stopped while they waited for another try leave with it.
    private void jobEnded(JobEnded ended, Instant at) {
        var live = work.job(ended.job());
        for (var task : List.copyOf(live.tasks())) {
            timers.cancel(new Timer.RetryDue(task.task().id()));
            live.remove(task.task().id().index());
        }
        change(ended.job(), job -> job.ended(at, ended.outcome()));
        work.run(ended.job().run()).open(-1);
    }

    private void taskDelayed(TaskDelayed delayed, Instant at) {
        var job = work.job(delayed.task().job());
        var task = job.task(delayed.task().index()).orElseThrow().task();
        boolean grows = task.phase() instanceof Task.Phase.Trying && delayed.cause() instanceof Cause.OutOfMemory;
        double factor =
                task.memoryFactor() * (grows ? job.spec().policy().retry().memoryGrowth() : 1);
        var phase = delayed.until().isAfter(at)
                ? new Task.Phase.Delayed(delayed.until(), delayed.cause())
                : new Task.Phase.Queued(Optional.of(delayed.cause()));
        put(new Task(task.id(), delayed.attempts(), factor, phase));
    }

    private void taskEnded(TaskEnded ended) {
        var job = work.job(ended.task().job());
        job.job(job.job().taskEnded(ended.task().index(), ended.outcome()));
        job.remove(ended.task().index());
        timers.cancel(new Timer.RetryDue(ended.task()));
        touched(job);
    }

    private void attempt(AttemptEvent event, Instant at) {
        switch (event) {
            case AttemptPlaced placed -> attemptPlaced(placed, at);
            case AttemptForgotten forgotten -> attemptForgotten(forgotten);
            case AttemptAccepted _,
                    AttemptStarted _,
                    AttemptReadied _,
                    AttemptStopping _,
                    AttemptEnded _,
                    AttemptFenced _ -> attemptMoved(event, at);
        }
    }

    private void attemptPlaced(AttemptPlaced placed, Instant at) {
        var id = placed.attempt();
        var job = work.job(id.job());
        var factor = job.task(id.task().index())
                .map(live -> live.task().memoryFactor())
                .orElse(1.0);
        job.job(job.job().started(id.task().index()));
        put(new Task(id.task(), id.attempt(), factor, new Task.Phase.Trying()));
        put(Attempt.placed(placed, at));
    }

    private void attemptForgotten(AttemptForgotten forgotten) {
        var site = work.siteOf(forgotten.attempt());
        site.ifPresent(holder -> {
            holder.attempt(forgotten.attempt()).ifPresent(attempt -> {
                departed.add(new Departed.OfAttempt(attempt, forgotten));
                if (attempt.isFenced()) {
                    dirty.room();
                }
            });
            holder.forget(forgotten.attempt());
            work.forget(forgotten.attempt());
        });
    }

    private void attemptMoved(AttemptEvent event, Instant at) {
        var site = work.siteOf(event.attempt()).orElse(null);
        if (site == null) {
            return; // forgotten already: sites may report late
        }
        var before = site.attempt(event.attempt()).orElseThrow();
        var after = before.after(event, at);
        if (!after.equals(before)) {
            put(after);
            if (before.isActive() && !after.isActive()) {
                dirty.ended(after);
            }
            if (event instanceof AttemptEnded ended && ended.cause().isSuccess()) {
                work.findJob(after.id().job())
                        .ifPresent(job -> ended.startedAt()
                                .ifPresent(from -> job.job(job.job().ran(Duration.between(from, ended.at())))));
            }
        }
    }

    private void change(JobId id, UnaryOperator<Job> step) {
        put(step.apply(work.job(id).job()));
    }

    /// Puts an entity: by a fact, or from a snapshot. Indexes and timers follow from it.
    private void put(Entity entity) {
        switch (entity) {
            case Clock read -> clock = read;
            case Project project -> directory.put(project);
            case User user -> directory.put(user);
            case Member member -> directory.put(member);
            case Token token -> directory.put(token);
            case Secret secret -> directory.put(secret);
            case Request request -> {
                directory.put(request);
                timers.set(request.at().plus(Directory.KEEP_ANSWERS), new Timer.RequestOld(request.id()));
            }
            case Site site -> {
                work.put(site);
                var timer = new Timer.SiteLost(site.id());
                site.silentSince()
                        .ifPresentOrElse(
                                since -> timers.set(since.plus(site.lostAfter()), timer), () -> timers.cancel(timer));
            }
            case Host host -> work.site(host.site()).host(host.capacity());
            case Queues queues -> work.site(queues.site()).queues(queues.queues());
            case Run run -> work.put(run);
            case Job job -> {
                var live = work.put(job);
                dirty.run(job.id().run());
                touched(live);
            }
            case Task task -> {
                var live = work.put(task);
                if (task.phase() instanceof Task.Phase.Delayed(var until, var _)) {
                    timers.set(until, new Timer.RetryDue(task.id()));
                } else {
                    timers.cancel(new Timer.RetryDue(task.id()));
                }
                touched(live);
            }
            case Attempt attempt -> {
                work.put(attempt).ifPresent(this::touched);
                timeout(attempt);
            }
            case Volume volume -> {
                work.put(volume);
                var timer = new Timer.VolumeOld(volume.id(), volume.site());
                volume.removeAt().ifPresentOrElse(due -> timers.set(due, timer), () -> timers.cancel(timer));
            }
        }
    }

    private void timeout(Attempt attempt) {
        var timer = new Timer.AttemptTimeout(attempt.id());
        var due = attempt.isActive() && attempt.stop().isEmpty()
                ? attempt.startedAt()
                        .flatMap(start -> work.timeoutOf(attempt.id()).map(start::plus))
                : Optional.<Instant>empty();
        due.ifPresentOrElse(when -> timers.set(when, timer), () -> timers.cancel(timer));
    }

    private void touched(LiveJob job) {
        work.requeue(job);
        dirty.job(job.id());
    }

    /// Reads one entity of a snapshot.
    public void load(Entity entity) {
        put(entity);
    }

    /// A snapshot: loading these in this order gives this state again.
    public Iterable<Entity> entities() {
        var all = new ArrayList<Entity>();
        all.add(clock);
        directory.entities(all);
        work.entities(all);
        return all;
    }

    /// The attempt, while any site may hold it.
    public Optional<Attempt> attempt(AttemptId id) {
        return work.siteOf(id).flatMap(site -> site.attempt(id));
    }
}

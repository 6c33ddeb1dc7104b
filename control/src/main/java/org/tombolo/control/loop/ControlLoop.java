package org.tombolo.control.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.control.command.Command;
import org.tombolo.control.command.Decision;
import org.tombolo.control.door.AttemptView;
import org.tombolo.control.door.Done;
import org.tombolo.control.door.Explanation;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Plan;
import org.tombolo.control.door.Request;
import org.tombolo.control.door.RunView;
import org.tombolo.control.door.SecretStore;
import org.tombolo.control.door.SiteView;
import org.tombolo.control.door.TaskView;
import org.tombolo.control.door.Version;
import org.tombolo.control.outputs.SiteOutputs;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.control.reconcile.Reconciler;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.views.Explain;
import org.tombolo.control.views.Views;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Engine;
import org.tombolo.journal.Deposed;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Lease;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TaskId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.state.Member;
import org.tombolo.model.state.Project;
import org.tombolo.model.state.Secret;
import org.tombolo.model.state.Token;
import org.tombolo.model.state.User;
import org.tombolo.model.state.Volume;

/// The one thread that owns the live state, and its queue. `run` is that thread's; everything else may be called from
/// any thread and blocks
/// until the loop has answered.
public final class ControlLoop implements Factory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
    private static final int BATCH = 1_000;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration RENEW = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration RECOVER_AGAIN = Duration.ofSeconds(1);
    private static final String STARTING = "the factory is starting";

    private final Journal journal;
    private final String holder;
    private final InstantSource clock;
    private final Threads threads;
    private final SequencedMap<SiteId, SitePort> sites;
    private final SecretStore secrets;
    private final LinkedBlockingQueue<Message> queue = new LinkedBlockingQueue<>();
    private final Watchers watchers = new Watchers();
    private volatile String paused = STARTING;
    private volatile Optional<FactoryId> id = Optional.empty();
    private volatile Version version = Version.NONE;
    private volatile boolean closing;

    /// @param holder who leads: unique to this server, the same after its restart
    public ControlLoop(
            Journal journal,
            String holder,
            InstantSource clock,
            Threads threads,
            List<SitePort> sites,
            SecretStore secrets) {
        this.journal = journal;
        this.holder = holder;
        this.clock = clock;
        this.threads = threads;
        this.secrets = secrets;
        var byId = new LinkedHashMap<SiteId, SitePort>();
        sites.forEach(site -> byId.put(site.id(), site));
        this.sites = Ordered.copy(byId);
    }

    /// Leads until `close`: recovers, makes turns, and recovers again when a commit has failed.
    ///
    /// @param first written before anything else, at each start
    /// @throws Deposed when somebody else leads
    public void run(List<Command> first) throws InterruptedException {
        while (!closing) {
            try {
                long epoch = lead();
                var kernel = Kernel.recover(journal, epoch, capabilities());
                turns(kernel, first);
                journal.release(epoch);
            } catch (Deposed e) {
                paused = "another server leads: " + e.getMessage();
                refuseAll();
                throw e;
            } catch (RuntimeException e) {
                stopWhenDamaged(e);
                paused = "the journal does not take writes: " + e.getMessage();
                LOG.error("the control loop pauses, and recovers from the journal", e);
                refuseAll();
                Thread.sleep(RECOVER_AGAIN);
            }
        }
        refuseAll();
    }

    /// Waiting does not mend a journal that is damaged, or newer than this program.
    private void stopWhenDamaged(RuntimeException e) {
        if (e instanceof TomboloException known && known.code() == ErrorCode.CORRUPT) {
            paused = String.valueOf(e.getMessage());
            refuseAll();
            throw e;
        }
    }

    private long lead() throws InterruptedException {
        while (true) {
            switch (journal.lead(holder, LEASE, clock.instant())) {
                case Lease.Granted(var epoch) -> {
                    return epoch;
                }
                case Lease.HeldBy(var other, var until) -> {
                    paused = "another server leads until %s: %s".formatted(until, other);
                    LOG.info("waits: {}", paused);
                    refuseAll();
                    Thread.sleep(RECOVER_AGAIN);
                }
            }
        }
    }

    private SequencedMap<SiteId, Capabilities> capabilities() {
        var all = new LinkedHashMap<SiteId, Capabilities>();
        sites.forEach((id, site) -> all.put(id, site.engine().capabilities()));
        return all;
    }

    private void turns(Kernel kernel, List<Command> first) throws InterruptedException {
        var start = new ArrayList<>(first);
        sites.values().forEach(site -> start.add(new Command.Connect(site.id(), site.kind(), site.lostAfter())));
        release(kernel, kernel.turn(start, clock.instant()), List.of());
        id = kernel.state().clock().factory();
        paused = "";
        var renewAt = clock.instant().plus(RENEW);
        while (!closing) {
            var now = clock.instant();
            if (!now.isBefore(renewAt)) {
                if (!journal.renew(kernel.version().epoch(), LEASE, now)) {
                    throw new Deposed(kernel.version().epoch(), kernel.version().epoch() + 1);
                }
                renewAt = now.plus(RENEW);
            }
            turn(kernel, messages(earlier(kernel.wakeAt(now), renewAt), now));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private List<Message> messages(Instant wakeAt, Instant now) throws InterruptedException {
        var wait =
                wakeAt.isAfter(now) ? Math.max(1, Duration.between(now, wakeAt).toMillis()) : 0;
        var messages = new ArrayList<Message>();
        var head = queue.poll(wait, TimeUnit.MILLISECONDS);
        if (head != null) {
            messages.add(head);
            queue.drainTo(messages, BATCH - 1);
        }
        return messages;
    }

    private void turn(Kernel kernel, List<Message> messages) {
        var changes = new ArrayList<Message.Change>();
        var reads = new ArrayList<Message.Read>();
        for (var message : messages) {
            switch (message) {
                case Message.Change change -> changes.add(change);
                case Message.Read read -> reads.add(read);
                case Message.Wake() -> {}
            }
        }
        try {
            var now = clock.instant();
            if (!changes.isEmpty() || reads.isEmpty() || !kernel.wakeAt(now).isAfter(now)) {
                var commands = changes.stream().map(Message.Change::command).toList();
                release(kernel, kernel.turn(commands, clock.instant()), changes);
            }
            reads.forEach(read -> read.question().ask(kernel));
        } catch (RuntimeException e) {
            var why = paused("nothing is known of this request: " + e.getMessage());
            changes.forEach(change -> change.reply().refuse(why));
            reads.forEach(read -> read.question().refuse(why));
            throw e;
        }
    }

    private void release(Kernel kernel, Kernel.Released released, List<Message.Change> changes) {
        version = kernel.version();
        for (int i = 0; i < changes.size(); i++) {
            changes.get(i).reply().give(released.replies().get(i));
        }
        watchers.changed(kernel, released.changed());
        released.calls().forEach(this::carryOut);
    }

    private void carryOut(Issued issued) {
        var engine = Optional.ofNullable(sites.get(issued.site()))
                .map(SitePort::engine)
                .orElseThrow();
        threads.start(() -> {
            var answer = Calls.carryOut(engine, issued.call(), shape -> secrets.of(shape, this));
            queue.add(new Message.Change(new Command.Returned(issued, answer), new Reply<>()));
        });
    }

    private void refuseAll() {
        var waiting = new ArrayList<Message>();
        queue.drainTo(waiting);
        for (var message : waiting) {
            switch (message) {
                case Message.Change(var _, var reply) -> reply.refuse(paused(paused));
                case Message.Read(var question) -> question.refuse(paused(paused));
                case Message.Wake() -> {}
            }
        }
    }

    private static TomboloException paused(String why) {
        return new TomboloException(ErrorCode.PAUSED, "the factory pauses: " + why);
    }

    /// Ends `run` after the turn under way. Work at sites goes on.
    @Override
    public void close() {
        closing = true;
        queue.add(new Message.Wake());
    }

    @Override
    public Optional<String> pausedReason() {
        var why = paused;
        return why.isEmpty() ? Optional.empty() : Optional.of(why);
    }

    @Override
    public Optional<FactoryId> id() {
        return id;
    }

    /// Nobody waits for a database that may be away for long; for the start everybody does.
    private void refuseWhilePaused() {
        var why = paused;
        if (closing) {
            throw paused("it is going down");
        }
        if (!why.isEmpty() && !why.equals(STARTING)) {
            throw paused(why);
        }
    }

    private <T> T ask(Function<Kernel, T> question) {
        var reply = new Reply<T>();
        read(reply, kernel -> reply.give(question.apply(kernel)));
        return reply.await(LIMIT).orElseThrow(ControlLoop::late);
    }

    private void read(Reply<?> reply, Consumer<Kernel> question) {
        refuseWhilePaused();
        queue.add(new Message.Read(new Message.Question() {
            @Override
            public void ask(Kernel kernel) {
                try {
                    question.accept(kernel);
                } catch (RuntimeException e) {
                    reply.refuse(e);
                }
            }

            @Override
            public void refuse(RuntimeException why) {
                reply.refuse(why);
            }
        }));
    }

    private static TomboloException late() {
        return new TomboloException(
                ErrorCode.PAUSED, "the control loop has not answered for " + LIMIT.toSeconds() + " s; try again");
    }

    @Override
    public Done carryOut(Request request) {
        refuseWhilePaused();
        var reply = new Reply<Decision>();
        queue.add(new Message.Change(new Command.Asked(request), reply));
        return switch (reply.await(LIMIT).orElseThrow(ControlLoop::late)) {
            case Decision.Write(var _, var answer) -> new Done(version, answer);
            case Decision.Refuse(var code, var why) -> throw new TomboloException(code, why);
        };
    }

    @Override
    public Version version() {
        return version;
    }

    @Override
    public List<RunView> runs(List<ProjectId> projects, Optional<Long> before, int limit) {
        return ask(kernel -> Views.runs(kernel.state(), kernel.version().epoch(), projects, before, limit));
    }

    @Override
    public int liveRuns(List<ProjectId> projects) {
        return ask(kernel -> (int) kernel.state().work().runs().stream()
                .filter(run -> projects.contains(run.run().project()))
                .count());
    }

    @Override
    public Optional<RunView> run(RunId run) {
        return ask(kernel -> kernel.state()
                .work()
                .findRun(run)
                .map(live -> Views.run(kernel.state(), kernel.version().epoch(), live)));
    }

    @Override
    public Optional<RunView> watch(RunId run, Version after, Duration wait) {
        var reply = new Reply<Optional<RunView>>();
        read(reply, kernel -> watchers.add(kernel, run, after, reply));
        return reply.await(wait).orElseGet(() -> run(run));
    }

    @Override
    public List<TaskView> tasks(JobId job, int firstIndex, int limit) {
        return ask(kernel -> Views.tasks(kernel.state(), job, firstIndex, limit));
    }

    @Override
    public Optional<AttemptView> attempt(AttemptId attempt) {
        return ask(kernel -> kernel.state().attempt(attempt).map(one -> Views.attempt(kernel.state(), one)));
    }

    @Override
    public Optional<AttemptId> latest(TaskId task) {
        return ask(kernel -> kernel.state().work().latest(task));
    }

    @Override
    public List<Attempt> held(RunId run, int limit) {
        return ask(kernel -> kernel.state().work().heldOf(run, limit));
    }

    @Override
    public List<Attempt> held(JobId job, int firstIndex, int limit) {
        return ask(kernel -> kernel.state().work().heldOf(job, firstIndex, limit));
    }

    @Override
    public List<Explanation> explain(RunId run) {
        return ask(kernel -> kernel.state()
                .work()
                .findRun(run)
                .map(live -> Explain.run(kernel.state(), live))
                .orElse(List.of()));
    }

    @Override
    public Plan plan(ProjectId project, WorkflowSpec workflow, Optional<SiteId> site) {
        return ask(kernel -> kernel.planner().plan(kernel.state(), project, workflow, site));
    }

    @Override
    public List<SiteView> sites() {
        return ask(kernel -> kernel.state().work().sites().stream()
                .map(site -> Views.site(site, kernel.reconciler(site.id()).flatMap(Reconciler::description)))
                .toList());
    }

    @Override
    public List<Project> projects() {
        return ask(kernel -> kernel.state().directory().projects());
    }

    @Override
    public List<User> users() {
        return ask(kernel -> kernel.state().directory().users());
    }

    @Override
    public List<Member> members(ProjectId project) {
        return ask(kernel -> kernel.state().directory().members(project));
    }

    @Override
    public List<Token> tokens() {
        return ask(kernel -> kernel.state().directory().tokens());
    }

    @Override
    public List<Secret> secrets() {
        return ask(kernel -> kernel.state().directory().secrets());
    }

    @Override
    public List<Volume> volumes() {
        return ask(kernel -> kernel.state().work().volumes());
    }

    @Override
    public Optional<User> authenticate(String sha256, Instant now) {
        return ask(kernel -> kernel.state()
                .directory()
                .tokenByHash(sha256)
                .filter(token -> token.expires().map(now::isBefore).orElse(true))
                .flatMap(token -> kernel.state().directory().user(token.user())));
    }

    @Override
    public List<Digest> pinned() {
        return ask(kernel -> kernel.state().work().runs().stream()
                .flatMap(run -> run.run().upload().stream())
                .distinct()
                .toList());
    }

    /// Whether every site has said what it has since this process leads: before, nothing can be placed there.
    public boolean isDescribed() {
        return ask(kernel -> sites.sequencedKeySet().stream()
                .allMatch(site ->
                        kernel.reconciler(site).flatMap(Reconciler::description).isPresent()));
    }

    /// The engine that may hold an attempt: for reading its logs past the loop.
    public Optional<SiteOutputs.Holder> holderOf(AttemptId attempt) {
        return ask(kernel -> kernel.state().work().siteOf(attempt).map(site -> new Held(site, attempt)))
                .flatMap(held -> engine(held.site()).map(engine -> new SiteOutputs.Holder(engine::logs, held.ended())));
    }

    /// The engine of the site that may hold an attempt.
    public Optional<Engine> engineOf(AttemptId attempt) {
        return ask(kernel -> kernel.state().work().siteOf(attempt).map(LiveSite::id))
                .flatMap(this::engine);
    }

    private record Held(SiteId site, boolean ended) {
        Held(LiveSite site, AttemptId attempt) {
            this(
                    site.id(),
                    site.attempt(attempt)
                            .filter(one -> one.state() instanceof AttemptState.Ended)
                            .isPresent());
        }
    }

    /// The engine of the site where a volume is.
    public Optional<Engine> engineOf(VolumeId volume) {
        return ask(kernel -> kernel.state().work().volume(volume).stream()
                        .map(Volume::site)
                        .findFirst())
                .flatMap(this::engine);
    }

    /// The engine of a site.
    public Optional<Engine> engine(SiteId site) {
        return Optional.ofNullable(sites.get(site)).map(SitePort::engine);
    }
}

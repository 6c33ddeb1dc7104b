package org.tombolo.engineslurm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.tombolo.blobs.Blobs;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Description;
import org.tombolo.engine.Engine;
import org.tombolo.engine.Exec;
import org.tombolo.engine.Forgotten;
import org.tombolo.engine.Found;
import org.tombolo.engine.Listing;
import org.tombolo.engine.LogChunk;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.launch.InJobScript;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.FactoryId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.Finding;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.LogObject;
import org.tombolo.model.work.Provision;

/// Drives a Slurm cluster as an ordinary user of it, with nothing installed there.
public final class SlurmEngine implements Engine {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String FORGOTTEN = "it was forgotten";

    private final SlurmSettings settings;
    private final SharedFolder folder;
    private final ControlDoor door;
    private final Cluster cluster;
    private final SecretFiles secrets;
    private final Orders orders;
    private final Notes notes;
    private final Board board = new Board();
    private final Watch watch;
    private final Data data;
    private final Scheduler scheduler;
    private final Preparing preparing;
    private final Stopping stopping;
    private final Output output;
    private final Capabilities capabilities;

    private final ReentrantLock reading = new ReentrantLock();
    private boolean read;

    /// @param home  what the factory keeps of the site on its own disk
    /// @param house who moves its data
    public SlurmEngine(SiteId site, SlurmSettings settings, Path home, Blobs blobs, Storehouse house) {
        this.settings = settings;
        this.folder = settings.folder();
        this.door = new ControlDoor(settings.control());
        this.cluster = new Cluster(door, settings.partitions());
        this.secrets = new SecretFiles(folder);
        this.orders = new Orders(settings, home, secrets, cluster);
        this.scheduler = new Scheduler(door, orders, folder);
        this.notes = new Notes(folder);
        this.watch = new Watch(board, new EventFiles(folder.events()), door, orders::timeout, settings.askEvery());
        this.data = new Data(folder, house);
        this.preparing = new Preparing(orders, board, data, scheduler, watch);
        this.stopping = new Stopping(board, orders, notes, scheduler, watch);
        this.output = new Output(folder, secrets, blobs);
        this.capabilities = new SlurmCapabilities(site, settings.storage(), settings.runtime());
    }

    /// The cluster's file system may come later than the factory, and go for a while.
    private void requireFolder() {
        orders.requireThere();
        reading.lock();
        try {
            if (!read) {
                notes.read();
                var known = orders.read();
                secrets.recover(known.stream().map(Order::name).collect(Collectors.toSet()));
                known.forEach(this::known);
                notes.stopped().forEach(board::stopped);
                read = true;
            }
        } finally {
            reading.unlock();
        }
    }

    private void known(Order order) {
        var left = order.members().stream()
                .filter(member -> notes.forgotten(member.label()).isEmpty())
                .toList();
        if (order.prepares() && !preparing.isBegun(order.with(left))) {
            giveUp(order); // it was written down, and no more
        } else {
            board.put(order.with(left));
        }
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Description describe() {
        var queues = cluster.partitions();
        return Description.ofQueues(
                queues, queues.stream().map(Partitions::fact).toList());
    }

    @Override
    public List<Submitted> submit(Batch batch) {
        var factory = batch.shape().factory();
        requireFolder();
        orders.open(factory);
        if (batch.shape().node() instanceof StagingSpec) {
            return move(batch);
        }
        var fresh = new LinkedHashMap<Grant, List<Batch.Member>>(); // one job asks for one size
        for (var member : batch.members()) {
            boolean isNew = board.item(member.attempt()).isEmpty()
                    && notes.forgotten(member.attempt().label(factory)).isEmpty();
            if (isNew) {
                fresh.computeIfAbsent(member.grant(), _ -> new ArrayList<>()).add(member);
            }
        }
        var refused = new HashMap<AttemptId, Refusal>();
        for (var members : fresh.values()) {
            for (var some : parts(batch, members)) {
                submit(batch, some)
                        .ifPresent(refusal -> some.forEach(member -> refused.put(member.attempt(), refusal)));
            }
        }
        return batch.members().stream()
                .map(member -> answer(member.attempt(), factory, refused))
                .toList();
    }

    private List<Submitted> move(Batch batch) {
        var forgotten = batch.members().stream()
                .map(Batch.Member::attempt)
                .filter(attempt ->
                        notes.forgotten(attempt.label(batch.shape().factory())).isPresent())
                .toList();
        return forgotten.isEmpty()
                ? data.open().submit(batch)
                : batch.members().stream()
                        .<Submitted>map(member -> new Submitted.Refused(member.attempt(), FORGOTTEN, true))
                        .toList();
    }

    private List<List<Batch.Member>> parts(Batch batch, List<Batch.Member> members) {
        int most = Options.isArray(batch.shape().node()) ? Math.max(1, cluster.elements()) : 1;
        var parts = new ArrayList<List<Batch.Member>>();
        for (int from = 0; from < members.size(); from += most) {
            parts.add(members.subList(from, Math.min(members.size(), from + most)));
        }
        return parts;
    }

    private record Refusal(String why, boolean permanent) {}

    private Submitted answer(AttemptId attempt, FactoryId factory, Map<AttemptId, Refusal> refused) {
        var item = board.item(attempt);
        if (item.isPresent() && item.get().order().isCertain()) {
            return new Submitted.Accepted(attempt, item.get().handle());
        }
        if (item.isPresent()) {
            return new Submitted.Unknown(attempt, "the site has not told yet whether it has it");
        }
        if (notes.forgotten(attempt.label(factory)).isPresent()) {
            return new Submitted.Refused(attempt, FORGOTTEN, true);
        }
        return refused.get(attempt) instanceof Refusal(var why, var permanent)
                ? new Submitted.Refused(attempt, why, permanent)
                : new Submitted.Unknown(attempt, "it left the board meanwhile");
    }

    /// Empty when the site has them, or may have them.
    private Optional<Refusal> submit(Batch batch, List<Batch.Member> fresh) {
        var order = orders.write(batch, fresh);
        board.put(order);
        if (order.prepares()) {
            return prepare(order, batch, fresh);
        }
        var grant = fresh.getFirst().grant();
        var options = Options.of(order, batch.shape().node(), grant, cluster.limit(grant.host()), settings);
        return switch (scheduler.submit(order, options)) {
            case Scheduler.Answer.Has(var number) -> {
                board.put(orders.submitted(order, number));
                watch.submitted();
                yield Optional.empty();
            }
            case Scheduler.Answer.Unknown() -> Optional.empty();
            case Scheduler.Answer.Refused(var why, var permanent) -> {
                giveUp(order);
                yield Optional.of(new Refusal(why, permanent));
            }
        };
    }

    private Optional<Refusal> prepare(Order order, Batch batch, List<Batch.Member> fresh) {
        try {
            var refused = preparing.begin(batch, fresh);
            refused.ifPresent(_ -> giveUp(order));
            return refused.map(each -> new Refusal(each.why(), each.permanent()));
        } catch (TomboloException e) {
            giveUp(order);
            throw e;
        }
    }

    private void giveUp(Order order) {
        if (order.prepares()) {
            data.open()
                    .forget(order.members().stream().map(Order.Member::attempt).toList());
        }
        orders.delete(order);
        order.members().forEach(member -> board.remove(member.attempt()));
    }

    @Override
    public List<Found> find(List<AttemptId> attempts) {
        requireFolder();
        var uncertain = new LinkedHashSet<Order>();
        for (var attempt : attempts) {
            board.item(attempt)
                    .map(Item::order)
                    .filter(order -> !order.isCertain())
                    .ifPresent(uncertain::add);
        }
        uncertain.forEach(this::resolve);
        var found = new ArrayList<Found>();
        var others = new ArrayList<AttemptId>();
        for (var attempt : attempts) {
            board.item(attempt)
                    .ifPresentOrElse(item -> found.add(new Found(attempt, item.handle())), () -> others.add(attempt));
        }
        found.addAll(moved(others));
        return found;
    }

    /// Those of the attempts that move data.
    private List<Found> moved(List<AttemptId> attempts) {
        return attempts.isEmpty()
                ? List.of()
                : data.found().map(engine -> engine.find(attempts)).orElse(List.of());
    }

    /// Asks slurmctld by name, then slurmdbd. Where neither has it, it never comes: whatever starts finds no members.
    private void resolve(Order order) {
        scheduler
                .find(order)
                .ifPresentOrElse(number -> board.put(orders.submitted(order, number)), () -> giveUp(order));
    }

    @Override
    public Observation observe(Cursor since, Duration wait) {
        var until = Instant.now().plus(wait);
        while (true) {
            requireFolder();
            watch.look();
            dropSecrets();
            var observation = both(since);
            if (!observation.seen().isEmpty()
                    || observation.complete()
                    || !Instant.now().isBefore(until)) {
                return observation;
            }
            sleep(LOOK_EVERY);
        }
    }

    /// Of orders of which nothing runs any more: first out of what they wrote, then altogether.
    private void dropSecrets() {
        if (secrets.isEmpty()) {
            return;
        }
        var secret = board.items().stream()
                .filter(item -> secrets.has(item.order()))
                .collect(Collectors.groupingBy(Item::order));
        secret.forEach((order, items) -> {
            if (items.stream().allMatch(Item::isEnded)) {
                items.forEach(item -> secrets.scrub(order, item.member().label()));
                secrets.drop(order.name());
            }
        });
    }

    /// What the scheduler has, and what moves data.
    private Observation both(Cursor since) {
        var cursors = since.value().split("\\|", 2);
        var jobs = board.since(new Cursor(cursors[0]));
        var moves = data.since(new Cursor(cursors.length == 2 ? cursors[1] : ""));
        if (jobs.complete() != moves.complete() && data.found().isPresent()) { // everything is in it, or what changed
            jobs = board.since(Cursor.START);
            moves = data.since(Cursor.START);
        }
        var seen = new ArrayList<>(jobs.seen());
        for (var each : moves.seen()) {
            var item = board.item(each.attempt());
            (item.isPresent() ? preparing.saw(each, item.get()) : Optional.of(each)).ifPresent(seen::add);
        }
        var next = new Cursor(jobs.next().value() + "|" + moves.next().value());
        return new Observation(next, jobs.complete(), seen);
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TomboloException(ErrorCode.UNREACHABLE, "interrupted", e);
        }
    }

    @Override
    public void stop(List<StopOrder> asked) {
        requireFolder();
        var moves = asked.stream()
                .filter(each -> board.item(each.attempt())
                        .filter(item -> !item.order().prepares())
                        .isEmpty())
                .toList();
        if (!moves.isEmpty()) {
            data.found().ifPresent(engine -> engine.stop(moves));
        }
        stopping.stop(asked);
    }

    @Override
    public List<Forgotten> forget(List<AttemptId> attempts) {
        requireFolder();
        var factory = orders.owner();
        return attempts.stream()
                .map(attempt -> new Forgotten(
                        attempt, factory.map(id -> forget(attempt, id)).orElse(List.of())))
                .toList();
    }

    private List<LogObject> forget(AttemptId attempt, FactoryId factory) {
        var label = attempt.label(factory);
        var before = notes.forgotten(label);
        if (before.isPresent()) {
            return before.get();
        }
        var item = board.item(attempt);
        var staged = moved(List.of(attempt)).isEmpty()
                ? List.<LogObject>of()
                : data.open().forget(List.of(attempt)).getFirst().logs();
        var logs = new ArrayList<>(staged);
        item.ifPresent(each -> secrets.scrub(each.order(), label));
        logs.addAll(output.keep(label));
        notes.forget(label, logs);
        output.delete(label);
        board.remove(attempt);
        item.ifPresent(gone -> deleteWhenLast(gone.order()));
        return logs;
    }

    /// Claims stay as long as a copy could still start.
    private void deleteWhenLast(Order order) {
        if (order.members().stream()
                .anyMatch(member -> board.item(member.attempt()).isPresent())) {
            return;
        }
        orders.delete(order);
        Orders.io(() -> {
            for (var member : order.members()) {
                Files.deleteIfExists(folder.claim(member.label()));
            }
            return order;
        });
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        requireFolder();
        var known = board.item(attempt);
        if ((known.isEmpty() || stream == LogStream.STAGE)
                && !moved(List.of(attempt)).isEmpty()) {
            return data.open().logs(attempt, stream, rank, offset, max);
        }
        var item = known.orElseThrow(() -> notHere(attempt));
        return output.read(item, stream, offset, max);
    }

    private static TomboloException notHere(AttemptId attempt) {
        return new TomboloException(ErrorCode.NOT_FOUND, "attempt %s is not at this site".formatted(attempt));
    }

    @Override
    public Optional<Listing> list(VolumeId volume, String path) {
        return volumes().flatMap(engine -> engine.list(volume, path));
    }

    @Override
    public byte[] read(VolumeId volume, String path, long offset, int max) {
        return volumes()
                .orElseThrow(() ->
                        new TomboloException(ErrorCode.NOT_FOUND, "volume %s is not at this site".formatted(volume)))
                .read(volume, path, offset, max);
    }

    @Override
    public void make(VolumeId volume, Provision provision) {
        requireFolder();
        data.open().make(volume, provision);
    }

    @Override
    public void write(
            VolumeId volume, String path, String upload, long offset, byte[] bytes, Optional<LastPiece> last) {
        requireFolder();
        data.open().write(volume, path, upload, offset, bytes, last);
    }

    @Override
    public VolumeSize measure(VolumeId volume) {
        return volumes().map(engine -> engine.measure(volume)).orElse(new VolumeSize(0, 0, Optional.empty()));
    }

    @Override
    public void remove(VolumeId volume) {
        volumes().ifPresent(engine -> engine.remove(volume));
    }

    private Optional<Engine> volumes() {
        requireFolder();
        return data.found();
    }

    @Override
    public List<Finding> check() {
        return new SlurmCheck(settings, door).run(describe().queues());
    }

    @Override
    public Exec exec(AttemptId attempt, ExecOrder order) {
        requireFolder();
        var item = board.item(attempt).orElseThrow(() -> notHere(attempt));
        if (!(item.state() instanceof Seen.State.Running)) {
            throw new TomboloException(
                    ErrorCode.CONFLICT,
                    "%s does not run: it %s"
                            .formatted(
                                    attempt, item.isEnded() ? "has ended" : "has not begun, try again when it runs"));
        }
        var label = item.member().label();
        var step = orders.step(item.member());
        return new JobExec(door, step, label, orders.program("inside", InJobScript.inside()), order);
    }

    @Override
    public void close() {
        preparing.close();
        door.close();
    }
}

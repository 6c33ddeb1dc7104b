package org.tombolo.engineslurm;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.blobs.Blobs;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Description;
import org.tombolo.engine.Engine;
import org.tombolo.engine.Forgotten;
import org.tombolo.engine.Found;
import org.tombolo.engine.Listing;
import org.tombolo.engine.LogChunk;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.Observation;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.FactoryId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.LogObject;

/// Drives a Slurm cluster as an ordinary user of it, with nothing installed there.
public final class SlurmEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(SlurmEngine.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int MOST_LOG = 1 << 20;

    private final SlurmSettings settings;
    private final SharedFolder folder;
    private final Blobs blobs;
    private final ControlDoor door;
    private final Orders orders;
    private final Notes notes;
    private final Board board = new Board();
    private final Watch watch;
    private final Capabilities capabilities;

    private final ReentrantLock reading = new ReentrantLock();
    private boolean read;

    /// @param home what the factory keeps of the site on its own disk
    public SlurmEngine(SiteId site, SlurmSettings settings, Path home, Blobs blobs) {
        this.settings = settings;
        this.folder = settings.folder();
        this.blobs = blobs;
        this.door = new ControlDoor(settings.control());
        this.orders = new Orders(folder, home, settings.path());
        this.notes = new Notes(folder);
        this.watch = new Watch(board, new EventFiles(folder.events()), door, settings.askEvery());
        this.capabilities = new SlurmCapabilities(site);
    }

    /// The cluster's file system may come later than the factory, and go for a while.
    private void requireFolder() {
        orders.requireThere();
        reading.lock();
        try {
            if (!read) {
                notes.read();
                orders.read().forEach(this::known);
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
        board.put(new Order(order.name(), order.label(), order.array(), left, order.job()));
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Description describe() {
        var queues = Partitions.parse(door.answer(Partitions.WORDS, PATIENCE), settings.partitions());
        return Description.ofQueues(
                queues, queues.stream().map(Partitions::fact).toList());
    }

    @Override
    public List<Submitted> submit(Batch batch) {
        var factory = batch.shape().factory();
        requireFolder();
        orders.open(factory);
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
            submit(batch, members)
                    .ifPresent(refusal -> members.forEach(member -> refused.put(member.attempt(), refusal)));
        }
        return batch.members().stream()
                .map(member -> answer(member.attempt(), factory, refused))
                .toList();
    }

    private record Refusal(String why, boolean permanent) {}

    private Submitted answer(AttemptId attempt, FactoryId factory, Map<AttemptId, Refusal> refused) {
        var item = board.item(attempt);
        if (item.isPresent() && item.get().order().job().isPresent()) {
            return new Submitted.Accepted(attempt, item.get().handle());
        }
        if (item.isPresent()) {
            return new Submitted.Unknown(attempt, "the site has not told yet whether it has it");
        }
        if (notes.forgotten(attempt.label(factory)).isPresent()) {
            return new Submitted.Refused(attempt, "it was forgotten", true);
        }
        return refused.get(attempt) instanceof Refusal(var why, var permanent)
                ? new Submitted.Refused(attempt, why, permanent)
                : new Submitted.Unknown(attempt, "it left the board meanwhile");
    }

    /// Empty when the site has them, or may have them.
    private Optional<Refusal> submit(Batch batch, List<Batch.Member> fresh) {
        var order = orders.write(batch, fresh);
        board.put(order);
        var words = new ArrayList<String>();
        words.add("sbatch");
        words.addAll(Options.of(order, batch.shape().node(), fresh.getFirst().grant(), settings));
        var script =
                "#!/bin/sh\nexec /bin/sh '%s' '%s' '%s'\n".formatted(orders.program(), folder.there(), order.name());
        try {
            var said = door.ask(words, script, PATIENCE);
            var number = said.out().strip().split(";", 2)[0];
            if (said.worked() && number.chars().allMatch(Character::isDigit) && !number.isEmpty()) {
                board.put(orders.submitted(order, number));
                watch.submitted();
                return Optional.empty();
            }
            if (isUncertain(said)) {
                return Optional.empty();
            }
            giveUp(order);
            return Optional.of(new Refusal("sbatch: " + said.complaint(), isPermanent(said)));
        } catch (TomboloException e) {
            if (e.code() == ErrorCode.UNREACHABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// slurmctld may have taken it and its answer was lost.
    private static boolean isUncertain(Said said) {
        var text = said.err();
        return said.worked()
                || text.contains("Socket timed out")
                || text.contains("Zero Bytes")
                || text.contains("Unable to contact slurm controller")
                || text.contains("Communication connection failure");
    }

    /// What another try would not change.
    private static boolean isPermanent(Said said) {
        var text = said.err();
        return !text.contains("temporarily")
                && !text.contains("QOSMaxSubmitJob")
                && !text.contains("AssocMaxSubmitJob")
                && !text.contains("exceeding MaxJobs");
    }

    private void giveUp(Order order) {
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
                    .filter(order -> order.job().isEmpty())
                    .ifPresent(uncertain::add);
        }
        uncertain.forEach(this::resolve);
        return attempts.stream()
                .flatMap(attempt -> board.item(attempt).stream().map(item -> new Found(attempt, item.handle())))
                .toList();
    }

    /// Asks slurmctld by name, then slurmdbd. Where neither has it, it never comes: whatever starts finds no members.
    private void resolve(Order order) {
        var live = number(
                List.of("squeue", "--noheader", "--me", "--states=all", "--name=" + order.label(), "--format=%F"));
        var number = live.or(() -> number(List.of(
                "sacct",
                "--noheader",
                "--parsable2",
                "--allocations",
                "--starttime=now-30days",
                "--name=" + order.label(),
                "--format=JobID")));
        if (number.isPresent()) {
            board.put(orders.submitted(order, number.get()));
        } else {
            giveUp(order);
        }
    }

    private Optional<String> number(List<String> words) {
        return door.answer(words, PATIENCE)
                .lines()
                .map(line -> line.strip().split("_", 2)[0])
                .filter(word -> !word.isEmpty())
                .findFirst();
    }

    @Override
    public Observation observe(Cursor since, Duration wait) {
        var until = Instant.now().plus(wait);
        while (true) {
            requireFolder();
            watch.look();
            var observation = board.since(since);
            if (!observation.seen().isEmpty()
                    || observation.complete()
                    || !Instant.now().isBefore(until)) {
                return observation;
            }
            sleep(LOOK_EVERY);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TomboloException(ErrorCode.UNREACHABLE, "interrupted", e);
        }
    }

    /// What has not begun never will: its claim is taken. (scancel's filters by state would end a whole array's
    /// rest for one pending element, and of such an element Slurm keeps no record.)
    @Override
    public void stop(List<StopOrder> asked) {
        requireFolder();
        var cancelled = new ArrayList<Item>();
        var begun = new ArrayList<Item>();
        var grace = Duration.ZERO;
        for (var each : asked) {
            var item = board.item(each.attempt()).filter(one -> !one.isEnded());
            if (item.isPresent() && item.get().order().job().isPresent()) {
                var member = item.get().member();
                if (!item.get().wasStopped()) {
                    notes.stop(member.label());
                    board.stopped(member.label());
                }
                (orders.cancel(member, Instant.now()) ? cancelled : begun).add(item.get());
                grace = grace.compareTo(each.grace()) < 0 ? each.grace() : grace;
            }
        }
        scancel(List.of(), handles(cancelled));
        scancel(List.of("--signal=TERM", "--full"), handles(begun));
        if (!begun.isEmpty()) {
            var patience = grace;
            Thread.ofVirtual().name("slurm-kill").start(() -> kill(begun, patience));
        }
    }

    private static List<String> handles(List<Item> items) {
        return items.stream().map(Item::handle).toList();
    }

    /// Once the grace is over. When this process dies meanwhile, the order comes again.
    private void kill(List<Item> items, Duration grace) {
        sleep(grace);
        var left = items.stream()
                .filter(item -> board.item(item.member().attempt())
                        .filter(now -> !now.isEnded())
                        .isPresent())
                .map(Item::handle)
                .toList();
        try {
            scancel(List.of("--signal=KILL", "--full"), left);
            scancel(List.of(), left);
        } catch (TomboloException e) {
            LOG.warn("what was to be killed may run on until the order comes again: {}", e.getMessage());
        }
        watch.hurry();
    }

    /// What is gone already is no error.
    private void scancel(List<String> options, List<String> handles) {
        if (handles.isEmpty()) {
            return;
        }
        var words = new ArrayList<String>(List.of("scancel", "--quiet"));
        words.addAll(options);
        words.addAll(handles);
        door.ask(words, "", PATIENCE);
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
        var logs = Orders.io(() -> keep(label));
        notes.forget(label, logs);
        Orders.io(() -> {
            for (var stream : List.of("out", "err")) {
                Files.deleteIfExists(folder.log(label, stream));
            }
            return label;
        });
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

    private List<LogObject> keep(String label) throws IOException {
        var kept = new ArrayList<LogObject>();
        for (var stream : List.of("out", "err")) {
            try (var channel = FileChannel.open(folder.log(label, stream), StandardOpenOption.READ)) {
                long size = channel.size();
                if (size > 0) {
                    kept.add(new LogObject(stream, blobs.put(Channels.newInputStream(channel)), 0, size));
                }
            } catch (NoSuchFileException _) {
                // it never began
            }
        }
        return kept;
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        requireFolder();
        var item = board.item(attempt)
                .orElseThrow(() ->
                        new TomboloException(ErrorCode.NOT_FOUND, "attempt %s is not at this site".formatted(attempt)));
        boolean ended = item.isEnded(); // before the bytes are looked at: what ended writes no more
        var file = folder.log(item.member().label(), stream == LogStream.ERR ? "err" : "out");
        if (stream == LogStream.STAGE) {
            return new LogChunk(new byte[0], offset, 0, ended);
        }
        return Orders.io(() -> {
            try (var in = new RandomAccessFile(file.toFile(), "r")) {
                long from = Math.min(offset, in.length());
                var bytes = new byte[(int) Math.min(Math.clamp(max, 0, MOST_LOG), in.length() - from)];
                in.seek(from);
                in.readFully(bytes);
                long next = from + bytes.length;
                return new LogChunk(bytes, next, 0, ended && next >= in.length());
            } catch (FileNotFoundException _) {
                return new LogChunk(new byte[0], offset, 0, ended);
            }
        });
    }

    @Override
    public Optional<Listing> list(VolumeId volume, String path) {
        return Optional.empty(); // no volumes yet: `plan` refuses them
    }

    @Override
    public byte[] read(VolumeId volume, String path, long offset, int max) {
        throw new TomboloException(ErrorCode.NOT_FOUND, "volume %s is not at this site".formatted(volume));
    }

    @Override
    public void remove(VolumeId volume) {
        // there is none
    }

    @Override
    public void close() {
        door.close();
    }
}

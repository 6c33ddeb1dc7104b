package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.launch.StateFolder;
import org.tombolo.launch.SupervisorEvent;
import org.tombolo.model.TomboloException;
import org.tombolo.model.work.Cause;

/// Hands attempts to lanes and reads what the supervisor says. One thread owns lanes and queues.
///
/// An attempt behind another goes to that one's lane while it still runs, so that a chain of short attempts never waits
/// for the agent, and goes on without it.
final class Dispatcher implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /// Commands that a lane holds at most: they fit into its pipe, so that writing never waits.
    private static final int DEPTH = 200;
    /// Bytes of events that are worth throwing away.
    private static final long WORTH_IT = 1 << 20;
    /// As many last a lane for longer than we are away.
    private static final int COMFORT = 64;
    /// In case the file system does not tell of changes.
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LOOK_AT_LANES = Duration.ofSeconds(1);
    /// While every lane that is busy has more to do, news may wait so long and be taken in together.
    private static final Duration LINGER = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final StateFolder state;
    private final Supervisor supervisor;
    private final Board board;
    private final Endings endings;
    private final Launching launching;
    private final Watch watch;
    private final Rooms rooms;

    private final Semaphore wake = new Semaphore(0);
    private final ConcurrentLinkedQueue<Entry> arriving = new ConcurrentLinkedQueue<>();
    private final TreeMap<Integer, Lane> lanes = new TreeMap<>();
    private final Deque<Lane> idle = new ArrayDeque<>();
    /// Handed to a lane that has not said yet that it is done with it. It may be forgotten already.
    private final Map<String, Entry> handed = new HashMap<>();
    private final Deque<Entry> free = new ArrayDeque<>();
    /// Lanes that may have room for followers of their last attempt.
    private final Deque<Lane> extended = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Entry> gone = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Entry> forgotten = new ConcurrentLinkedQueue<>();
    private final String syncToken;
    private @Nullable EventTail events;
    private long lanesSeenAt = System.nanoTime();
    private volatile boolean closing;
    /// Whether no lane waits for us or soon will: then nobody needs to wake us for what stands behind others.
    private volatile boolean ahead;

    Dispatcher(
            StateFolder state,
            Supervisor supervisor,
            Board board,
            Endings endings,
            Launching launching,
            Watch watch,
            Rooms rooms,
            String instance) {
        this.state = state;
        this.syncToken = instance;
        this.supervisor = supervisor;
        this.board = board;
        this.endings = endings;
        this.launching = launching;
        this.watch = watch;
        this.rooms = rooms;
    }

    /// These are staged and may start. In the order in which they were submitted.
    void ready(Collection<Entry> entries) {
        arriving.addAll(entries);
        if (!ahead || entries.stream().anyMatch(entry -> entry.member.behind().isEmpty())) {
            wake();
        }
    }

    /// Something may have happened.
    void wake() {
        wake.release();
    }

    void close() {
        closing = true;
        wake();
    }

    /// Learns what went on while no agent was here. Before anything else, by the thread that opens the agent.
    void recover() throws IOException {
        for (var number : laneNumbers()) {
            var lane = new Lane(number);
            supervisor.adopt(lane);
            if (lane.process != null && lane.process.isAlive()) {
                lanes.put(number, lane);
            }
        }
        for (var line : Files.exists(state.sent()) ? Files.readAllLines(state.sent()) : List.<String>of()) {
            var words = line.split(" ", -1);
            if (words.length == 3 && words[2].equals(".")) {
                board.find(words[0]).ifPresent(entry -> takeBack(entry, Integer.parseInt(words[1])));
            }
        }
        rooms.keepOnly(lanes.values());
        readEvents();
        for (var lane : lanes.values()) {
            if (lane.process == null) {
                continue; // dead: seen to in the first turn
            }
            lane.syncing = !lane.isIdle();
            if (lane.syncing) {
                supervisor.tell(lane, "y %s .\n".formatted(syncToken));
            } else if (!idle.contains(lane)) {
                idle.add(lane);
            }
        }
        lanesSeenAt = System.nanoTime() - LOOK_AT_LANES.toNanos();
    }

    private void takeBack(Entry entry, int number) {
        if (entry.isEnded()) {
            return;
        }
        var lane = lanes.computeIfAbsent(number, Lane::new);
        if (entry.lane != null) {
            entry.lane.taken.remove(entry); // it was handed over again
        }
        take(lane, entry);
        board.move(entry, each -> each.phase = Entry.Phase.SENT);
    }

    private List<Integer> laneNumbers() throws IOException {
        try (var files = Files.list(state.lanes())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".up"))
                    .map(name -> Integer.valueOf(name.substring(0, name.length() - 3)))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void run() {
        var wait = LOOK;
        while (!closing) {
            try {
                if (wake.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
                turn();
                wait = pace();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | TomboloException e) {
                LOG.warn("the supervisor cannot be reached: {}", e.getMessage());
                wait = PAUSE;
            }
        }
    }

    /// How long nothing needs to be looked at unless somebody calls.
    private Duration pace() throws IOException {
        ahead = isAhead();
        if (ahead) {
            watch.rest();
            return LINGER;
        }
        // What came while nobody watched, or thought us to be ahead, is looked at at once.
        return watch.begin() || !arriving.isEmpty() ? Duration.ZERO : LOOK;
    }

    /// Whether no lane waits for us or soon will.
    private boolean isAhead() {
        return !handed.isEmpty()
                && lanes.values().stream().allMatch(lane -> lane.isIdle() || lane.taken.size() > COMFORT);
    }

    private void turn() throws IOException {
        readEvents();
        for (var entry = gone.poll(); entry != null; entry = gone.poll()) {
            settle(entry);
        }
        for (var entry = arriving.poll(); entry != null; entry = arriving.poll()) {
            arrive(entry);
        }
        for (var entry = forgotten.poll(); entry != null; entry = forgotten.poll()) {
            if (!handed.containsKey(entry.label)) {
                removeClaim(entry);
            }
        }
        if (System.nanoTime() - lanesSeenAt > LOOK_AT_LANES.toNanos()) {
            lanesSeenAt = System.nanoTime();
            var dead = lanes.values().stream()
                    .filter(lane -> lane.process == null || !lane.process.isAlive())
                    .toList();
            for (var lane : dead) {
                bury(lane);
            }
            startAfresh();
        }
        dispatch();
    }

    private void arrive(Entry entry) {
        board.move(entry, each -> {
            if (each.phase == Entry.Phase.STAGING) {
                each.phase = Entry.Phase.READY;
            }
        });
        line(entry);
    }

    /// Puts a ready entry where it waits: behind another, or nowhere.
    private void line(Entry entry) {
        var behind = entry.behind;
        // Who ended without ever having begun still stands behind somebody: its grant was not free yet.
        while (behind != null && behind.isEnded()) {
            behind = behind.hasBegun() ? null : behind.behind;
        }
        entry.behind = behind;
        if (behind == null) {
            free.add(entry);
            return;
        }
        behind.followers.add(entry);
        var lane = behind.lane;
        if (lane != null && lane.taken.peekLast() == behind) {
            extended.add(lane);
        }
    }

    /// It has ended and nothing of it is left: those behind it may start.
    private void settle(Entry entry) {
        if (entry.hasBegun()) {
            entry.behind = null;
        }
        for (var next = entry.followers.poll(); next != null; next = entry.followers.poll()) {
            line(next);
        }
    }

    private void dispatch() throws IOException {
        for (var lane = extended.poll(); lane != null; lane = extended.poll()) {
            extend(lane);
        }
        while (!free.isEmpty()) {
            var entry = free.peekFirst();
            if (entry.phase != Entry.Phase.READY) {
                free.removeFirst();
                settleIfEnded(entry);
                continue;
            }
            free.removeFirst();
            Lane lane;
            try {
                lane = idleLane();
            } catch (IOException | TomboloException e) {
                refuse(List.of(entry), "the supervisor cannot start it: " + e.getMessage());
                continue;
            }
            hand(lane, List.of(entry));
            extend(lane);
            if (lane.isIdle()) {
                idle.addFirst(lane); // it could not be prepared
            }
        }
    }

    private void settleIfEnded(Entry entry) {
        if (entry.isEnded()) {
            settle(entry);
        }
    }

    private Lane idleLane() throws IOException {
        var lane = idle.pollFirst();
        if (lane != null) {
            return lane;
        }
        var fresh = new Lane(lanes.isEmpty() ? 1 : lanes.lastKey() + 1);
        supervisor.start(fresh);
        lanes.put(fresh.number, fresh);
        return fresh;
    }

    /// Gives a lane what follows on its last attempt.
    private void extend(Lane lane) throws IOException {
        if (lane.syncing || lane.taken.size() > DEPTH / 2) {
            return;
        }
        var more = new ArrayList<Entry>();
        var last = lane.taken.peekLast();
        while (last != null && lane.taken.size() + more.size() < DEPTH) {
            var next = last.followers.peekFirst();
            if (next == null || !launching.mayQueue(next)) {
                break;
            }
            last.followers.removeFirst();
            if (next.phase == Entry.Phase.READY) {
                more.add(next);
                last = next;
            } else if (next.isEnded()) {
                next.behind = last;
                settle(next);
            }
        }
        if (!more.isEmpty()) {
            hand(lane, more);
        }
    }

    private void hand(Lane lane, List<Entry> entries) throws IOException {
        var records = new StringBuilder();
        var commands = new StringBuilder();
        var given = new ArrayList<Entry>(entries.size());
        for (var entry : entries) {
            var command = launching.command(entry, lane.grouped);
            if (command.isEmpty()) {
                gone.add(entry); // it has ended instead
                continue;
            }
            records.append(entry.label).append(' ').append(lane.number).append(" .\n");
            commands.append(command.get());
            given.add(entry);
        }
        if (given.isEmpty()) {
            return;
        }
        try {
            Files.writeString(state.sent(), records, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            refuse(given, "it cannot be written down in %s: %s; is it full?".formatted(state.sent(), e.getMessage()));
            return;
        }
        given.forEach(entry -> take(lane, entry));
        board.move(given, entry -> {
            if (entry.phase == Entry.Phase.READY) {
                entry.phase = Entry.Phase.SENT;
            }
        });
        supervisor.tell(lane, commands.toString());
    }

    /// They end here, before anybody else knew of them.
    private void refuse(List<Entry> entries, String why) {
        for (var entry : entries) {
            endings.never(entry, new Cause.StagingFailed(why));
            gone.add(entry);
        }
    }

    /// Nobody needs what was written down so far: all of it is forgotten, and every lane waits.
    private void startAfresh() throws IOException {
        if (events != null
                && handed.isEmpty()
                && arriving.isEmpty()
                && Files.size(state.events()) > WORTH_IT
                && board.all().isEmpty()) {
            events.clear();
            Files.deleteIfExists(state.sent());
        }
    }

    private void take(Lane lane, Entry entry) {
        entry.lane = lane;
        lane.taken.add(entry);
        handed.put(entry.label, entry);
    }

    private Optional<Entry> known(String label) {
        var entry = handed.get(label);
        return entry == null ? board.find(label) : Optional.of(entry);
    }

    private void readEvents() throws IOException {
        if (events == null) {
            events = new EventTail(state.events());
        }
        var lines = events.lines();
        if (!lines.isEmpty()) {
            // One answer tells all of it: each costs those who ask a commit.
            board.together(
                    () -> lines.forEach(line -> SupervisorEvent.parse(line).ifPresent(this::happened)));
        }
    }

    private void happened(SupervisorEvent event) {
        switch (event) {
            case SupervisorEvent.Started started ->
                known(started.label()).ifPresent(entry -> {
                    entry.behind = null;
                    endings.began(entry, started);
                });
            case SupervisorEvent.Ended ended ->
                known(ended.label()).ifPresent(entry -> {
                    endings.ended(entry, ended, entry.lane != null && entry.lane.grouped);
                    release(entry);
                });
            case SupervisorEvent.Skipped(var label) ->
                known(label).ifPresent(entry -> {
                    // Only we claim what a lane has not begun: to stop it.
                    endings.never(entry, new Cause.Stopped("before it began"));
                    release(entry);
                });
            case SupervisorEvent.Unclaimed(var label, var _) ->
                known(label).ifPresent(entry -> {
                    var why = "its claim cannot be written to %s; is it full?".formatted(state.claims());
                    endings.never(entry, new Cause.StagingFailed(why));
                    release(entry);
                });
            case SupervisorEvent.Unprepared(var label, var what) ->
                known(label).ifPresent(entry -> entry.unprepared = what);
            case SupervisorEvent.Synced(var number, var token) -> {
                var lane = lanes.get(number);
                if (lane != null && token.equals(syncToken)) {
                    lane.syncing = false;
                    again(lane); // what is still there never reached it
                }
            }
        }
    }

    /// The lane has done with it.
    private void release(Entry entry) {
        handed.remove(entry.label);
        if (board.find(entry.id).isEmpty()) {
            removeClaim(entry); // forgotten while its command was still on the way
        }
        var lane = entry.lane;
        if (lane != null && lane.taken.remove(entry)) {
            if (!lane.isIdle()) {
                extended.add(lane);
            } else if (!lane.syncing) {
                idle.addFirst(lane);
            }
        }
        settleIfEnded(entry);
    }

    /// They are not on the board any more. What a lane may still come across keeps its claim until the lane has. By any
    /// thread.
    void forget(List<Entry> entries) {
        forgotten.addAll(entries);
        wake();
    }

    private void removeClaim(Entry entry) {
        try {
            Files.deleteIfExists(state.claim(entry.label));
            if (entry.isProbed()) {
                Files.deleteIfExists(state.claim(entry.label + ".ready"));
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", state.claim(entry.label), e.getMessage());
        }
    }

    /// It has ended, and nothing of it is left. By any thread.
    void gone(Entry entry) {
        gone.add(entry);
        wake();
    }

    /// The lane's shell is dead: somebody killed it.
    private void bury(Lane lane) throws IOException {
        LOG.warn("lane {} of the supervisor is dead; a fresh one takes over", lane.number);
        supervisor.discard(lane);
        lanes.remove(lane.number);
        idle.remove(lane);
        extended.remove(lane);
        for (var entry : lane.taken) {
            if (!entry.isEnded() && Files.exists(state.claim(entry.label))) {
                endings.orphaned(entry);
            }
        }
        lane.taken.removeIf(entry -> entry.phase.compareTo(Entry.Phase.SWEEPING) >= 0);
        again(lane);
    }

    /// What was handed to the lane waits again, in the same order.
    private void again(Lane lane) {
        Entry before = null;
        for (var entry = lane.taken.poll(); entry != null; entry = lane.taken.poll()) {
            entry.lane = null;
            handed.remove(entry.label);
            board.move(entry, each -> {
                if (each.phase == Entry.Phase.SENT) {
                    each.phase = Entry.Phase.READY;
                }
            });
            entry.behind = before == null ? entry.behind : before;
            line(entry);
            before = entry;
        }
        if (lanes.containsValue(lane)) {
            idle.add(lane);
        }
    }
}

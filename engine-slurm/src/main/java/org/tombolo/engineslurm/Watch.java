package org.tombolo.engineslurm;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.tombolo.engine.Seen;
import org.tombolo.launch.InJobEvent;
import org.tombolo.launch.Unprepared;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Remarks;
import org.tombolo.model.work.Usage;

/// Looks at the site and puts on the board what it shows: ends and starts through the shared folder, and now and then
/// the queue, for what ended without a word.
final class Watch {
    /// So long a node's line may be on its way through the shared file system after the scheduler has told the end.
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);
    private static final Duration AFTER_SUBMIT = Duration.ofSeconds(1);
    private static final int SOONER = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Board board;
    private final EventFiles events;
    private final ControlDoor door;
    private final Duration askEvery;
    private final ReentrantLock looking = new ReentrantLock();
    /// Handle → since when the scheduler says that it has ended.
    private final Map<String, Instant> over = new LinkedHashMap<>();

    /// Label → what could not be prepared on its node. Its end follows.
    private final Map<String, String> unprepared = new LinkedHashMap<>();

    private volatile Instant askAt = Instant.MIN;
    private volatile Instant askedAt = Instant.EPOCH;

    Watch(Board board, EventFiles events, ControlDoor door, Duration askEvery) {
        this.board = board;
        this.events = events;
        this.door = door;
        this.askEvery = askEvery;
    }

    /// Ask for the queue soon: something was ordered that only the queue shows.
    void hurry() {
        askAt = Instant.MIN;
    }

    /// Something was submitted: why it waits is to be known soon, and the site is not to be asked much more often.
    void submitted() {
        var now = Instant.now();
        var soon = askedAt.plus(askEvery.dividedBy(SOONER));
        soon = soon.isBefore(now.plus(AFTER_SUBMIT)) ? now.plus(AFTER_SUBMIT) : soon;
        askAt = soon.isBefore(askAt) ? soon : askAt;
    }

    void look() {
        looking.lock();
        try {
            events.fresh().forEach(this::happened);
            var now = Instant.now();
            if (!now.isBefore(askAt) && board.items().stream().anyMatch(item -> !item.isEnded())) {
                askAt = now.plus(askEvery);
                askedAt = now;
                queue(now);
            }
        } finally {
            looking.unlock();
        }
    }

    private void happened(InJobEvent event) {
        switch (event) {
            case InJobEvent.Started(var label, var _, var at, var probed, var where) -> {
                where.ifPresent(place -> board.at(label, place));
                board.see(label, new Seen.State.Running(at, !probed));
            }
            case InJobEvent.Readied(var label, var ready) ->
                board.item(label)
                        .map(Item::state)
                        .filter(Seen.State.Running.class::isInstance)
                        .map(Seen.State.Running.class::cast)
                        .ifPresent(running -> board.see(label, new Seen.State.Running(running.since(), ready)));
            case InJobEvent.Ended(var label, var _, var signalled, var status, var began, var at) ->
                board.item(label)
                        .ifPresent(item ->
                                board.see(label, ended(Optional.of(began), at, cause(item, signalled, status))));
            case InJobEvent.Cancelled(var label, var at) ->
                board.see(label, ended(Optional.empty(), at, new Cause.Stopped("by order")));
            case InJobEvent.Unbegun(var label, var what) ->
                board.see(
                        label, ended(Optional.empty(), Instant.now(), new Cause.StagingFailed(Unprepared.words(what))));
            case InJobEvent.Unprepared(var label, var what) -> unprepared.put(label, what);
        }
    }

    private Cause cause(Item item, boolean signalled, int status) {
        var what = unprepared.remove(item.member().label());
        if (what != null) {
            return new Cause.StagingFailed(Unprepared.words(what));
        }
        if (item.wasStopped()) {
            return new Cause.Stopped("by order");
        }
        return signalled ? new Cause.Signal(status - 128) : new Cause.Exit(status);
    }

    /// It has ended without having begun.
    static Seen.State never(Cause cause) {
        return ended(Optional.empty(), Instant.now(), cause);
    }

    private static Seen.State ended(Optional<Instant> began, Instant at, Cause cause) {
        return new Seen.State.Ended(began, at, cause, Usage.UNKNOWN);
    }

    /// Throws when the site does not answer.
    private void queue(Instant now) {
        var words = new ArrayList<>(QueueLine.WORDS);
        words.add(QueueLine.FORMAT);
        var shown = new LinkedHashMap<String, QueueLine>();
        door.answer(words, PATIENCE)
                .lines()
                .flatMap(line -> QueueLine.parse(line).stream())
                .forEach(line -> shown.put(line.handle(), line));
        board.items().stream()
                .filter(item -> !item.isEnded())
                .forEach(item -> Optional.ofNullable(shown.get(item.handle()))
                        .flatMap(line -> remarks(item, line, now))
                        .ifPresent(remarks -> board.remark(item.member().label(), remarks)));
        var ends = board.items().stream()
                .filter(item -> !item.isEnded() && item.order().job().isPresent())
                .filter(item -> isOver(item, shown))
                .toList();
        over.keySet().retainAll(ends.stream().map(Item::handle).collect(Collectors.toSet()));
        for (var item : ends) {
            var since = over.computeIfAbsent(item.handle(), _ -> now);
            if (since.plus(ON_ITS_WAY).isAfter(now)) {
                askAt = since.plus(ON_ITS_WAY);
            } else {
                overWithoutAWord(item, Optional.ofNullable(shown.get(item.handle())), now);
            }
        }
    }

    /// Empty where the line tells nothing new: it is older than what the node has told, or of a job that ends.
    private static Optional<Remarks> remarks(Item item, QueueLine line, Instant now) {
        return switch (line.state()) {
            case "PENDING" ->
                item.state() instanceof Seen.State.Waiting
                        ? Optional.of(new Remarks(Optional.empty(), Reasons.of(line), Optional.empty()))
                        : Optional.empty();
            case "RUNNING" ->
                Optional.of(new Remarks(
                        Optional.empty(),
                        Optional.empty(),
                        line.left().map(left -> now.plus(left).truncatedTo(ChronoUnit.SECONDS))));
            default -> Optional.empty();
        };
    }

    private static boolean isOver(Item item, Map<String, QueueLine> shown) {
        var line = shown.get(item.handle());
        return line == null || !line.isLive();
    }

    private void overWithoutAWord(Item item, Optional<QueueLine> line, Instant now) {
        var label = item.member().label();
        Optional<Instant> began =
                item.state() instanceof Seen.State.Running(var since, var _) ? Optional.of(since) : Optional.empty();
        var account = line.isPresent() && !line.get().state().matches("COMPLETED|FAILED")
                ? Optional.<Accounted>empty()
                : Accounted.of(door, item.handle(), PATIENCE);
        var state = account.map(Accounted::state).or(() -> line.map(QueueLine::state));
        var cause = state.flatMap(word -> switch (word) {
            case "CANCELLED" ->
                Optional.<Cause>of(new Cause.Stopped(item.wasStopped() ? "by order" : "cancelled at the site"));
            case "TIMEOUT", "DEADLINE" ->
                Optional.of(new Cause.Timeout(line.flatMap(QueueLine::limit).orElse(Duration.ZERO)));
            case "OUT_OF_MEMORY" ->
                Optional.of(new Cause.OutOfMemory(
                        line.flatMap(QueueLine::memoryBytes).orElse(0L)));
            case "PREEMPTED" -> Optional.of(new Cause.Preempted("other work of the site"));
            case "COMPLETED", "FAILED" ->
                item.wasStopped() ? Optional.of(new Cause.Stopped("by order")) : account.map(Accounted::cause);
            default -> Optional.empty(); // NODE_FAIL: a node that is silent has not ended anything
        });
        cause.ifPresent(why -> {
            over.remove(item.handle());
            board.see(label, ended(began, account.flatMap(Accounted::end).orElse(now), why));
        });
    }

    /// What slurmdbd has of one job.
    record Accounted(String state, int status, int signal, Optional<Instant> end) {
        private static final int FIELDS = 3;

        static Optional<Accounted> of(ControlDoor door, String handle, Duration patience) {
            var said = door.ask(
                    List.of(
                            "env",
                            "SLURM_TIME_FORMAT=%s",
                            "sacct",
                            "--noheader",
                            "--parsable2",
                            "--allocations",
                            "--jobs=" + handle,
                            "--format=State,ExitCode,End"),
                    "",
                    patience);
            return said.worked() ? said.out().lines().findFirst().flatMap(Accounted::parse) : Optional.empty();
        }

        private static Optional<Accounted> parse(String line) {
            var fields = line.split("\\|", -1);
            if (fields.length != FIELDS || !fields[1].matches("\\d+:\\d+")) {
                return Optional.empty();
            }
            var code = fields[1].split(":", 2);
            var end = fields[2].matches("\\d+")
                    ? Optional.of(Instant.ofEpochSecond(Long.parseLong(fields[2])))
                    : Optional.<Instant>empty();
            var state = fields[0].split(" ", 2)[0]; // "CANCELLED by 2001"
            return state.equals("RUNNING") || state.equals("PENDING")
                    ? Optional.empty() // slurmdbd lags behind
                    : Optional.of(new Accounted(state, Integer.parseInt(code[0]), Integer.parseInt(code[1]), end));
        }

        Cause cause() {
            return signal > 0 ? new Cause.Signal(signal) : new Cause.Exit(status);
        }
    }
}

package org.tombolo.engineslurm;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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
    private static final Duration AFTER_END = Duration.ofSeconds(1);
    private static final Duration LONGEST_DOUBT = Duration.ofSeconds(60);
    private static final int KILLED = 137;
    private static final int TERMINATED = 143;
    private static final int SOONER = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Board board;
    private final EventFiles events;
    private final ControlDoor door;
    private final Function<Order, Optional<Duration>> timeout;
    private final Duration askEvery;
    private final ReentrantLock looking = new ReentrantLock();
    /// Handle → since when the scheduler says that it has ended.
    private final Map<String, Instant> over = new LinkedHashMap<>();

    /// Label → what could not be prepared on its node. Its end follows.
    private final Map<String, String> unprepared = new LinkedHashMap<>();
    /// Handle → an end that may be the scheduler's doing: it is asked before that is believed.
    private final Map<String, Doubt> doubts = new LinkedHashMap<>();

    private record Doubt(InJobEvent.Ended event, Instant since) {}

    private volatile Instant askAt = Instant.MIN;
    private volatile Instant askedAt = Instant.EPOCH;

    /// @param timeout what the workflow allows an order's attempts
    Watch(
            Board board,
            EventFiles events,
            ControlDoor door,
            Function<Order, Optional<Duration>> timeout,
            Duration askEvery) {
        this.board = board;
        this.events = events;
        this.door = door;
        this.timeout = timeout;
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
            case InJobEvent.Ended ended ->
                board.item(ended.label()).filter(item -> !item.isEnded()).ifPresent(item -> over(item, ended));
            case InJobEvent.Cancelled(var label, var at) ->
                board.see(label, ended(Optional.empty(), at, new Cause.Stopped("by order")));
            case InJobEvent.Unbegun(var label, var what) ->
                board.see(
                        label, ended(Optional.empty(), Instant.now(), new Cause.StagingFailed(Unprepared.words(what))));
            case InJobEvent.Unprepared(var label, var what) -> unprepared.put(label, what);
        }
    }

    private void over(Item item, InJobEvent.Ended event) {
        var now = Instant.now();
        if (isDoubtful(item, event)) {
            doubts.put(item.handle(), new Doubt(event, now));
            askAt = now.plus(AFTER_END).isBefore(askAt) ? now.plus(AFTER_END) : askAt;
        } else {
            believe(item, event);
        }
    }

    /// A job that ran out of memory is killed, and one that ran into its limit, was preempted or cancelled by
    /// hand is asked to end, at which it may exit as it likes.
    private boolean isDoubtful(Item item, InJobEvent.Ended event) {
        boolean atItsEnd = item.remarks()
                .endsBy()
                .filter(end -> !event.at().plus(ON_ITS_WAY).isBefore(end))
                .isPresent();
        boolean killed = event.status() == KILLED || event.status() == TERMINATED; // a shell tells its child's so
        return !item.wasStopped() && !unprepared.containsKey(event.label()) && (killed || atItsEnd);
    }

    private void believe(Item item, InJobEvent.Ended event) {
        var cause = cause(item, event.signalled(), event.status());
        board.see(event.label(), ended(Optional.of(event.began()), event.at(), cause));
    }

    /// What the scheduler says of ends that were in doubt.
    private void settle(Map<String, QueueLine> shown, Instant now) {
        for (var handle : List.copyOf(doubts.keySet())) {
            var doubt = requireNonNull(doubts.get(handle));
            var item = board.item(doubt.event().label()).filter(each -> !each.isEnded());
            var line = Optional.ofNullable(shown.get(handle));
            var account = line.isEmpty() ? Accounted.of(door, handle, PATIENCE) : Optional.<Accounted>empty();
            var word = account.map(Accounted::state)
                    .or(() -> line.filter(each -> !each.isLive()).map(QueueLine::state));
            if (item.isEmpty()) {
                doubts.remove(handle);
            } else if (word.isPresent() || doubt.since().plus(LONGEST_DOUBT).isBefore(now)) {
                doubts.remove(handle);
                word.flatMap(state -> brought(state, item.get(), line, account))
                        .ifPresentOrElse(
                                cause -> board.see(
                                        doubt.event().label(),
                                        ended(
                                                Optional.of(doubt.event().began()),
                                                doubt.event().at(),
                                                cause)),
                                () -> believe(item.get(), doubt.event()));
            } else {
                askAt = now.plus(AFTER_END).isBefore(askAt) ? now.plus(AFTER_END) : askAt;
            }
        }
    }

    /// An end that the scheduler brought about.
    private Optional<Cause> brought(String state, Item item, Optional<QueueLine> line, Optional<Accounted> account) {
        return switch (state) {
            case "CANCELLED" ->
                Optional.of(new Cause.Stopped(item.wasStopped() ? "by order" : "cancelled at the site"));
            case "TIMEOUT", "DEADLINE" -> Optional.of(timeout(item, line, account));
            case "OUT_OF_MEMORY" ->
                Optional.of(new Cause.OutOfMemory(
                        line.flatMap(QueueLine::memoryBytes).orElse(0L)));
            case "PREEMPTED" -> Optional.of(new Cause.Preempted("other work of the site"));
            default -> Optional.empty();
        };
    }

    private Cause timeout(Item item, Optional<QueueLine> line, Optional<Accounted> account) {
        var asked = timeout.apply(item.order());
        if (asked.isPresent()) {
            return new Cause.Timeout(asked.get());
        }
        var limit = line.flatMap(QueueLine::limit).or(() -> account.flatMap(Accounted::limit));
        var partition = line.map(QueueLine::partition)
                .or(() -> account.map(Accounted::partition))
                .orElse("its");
        return new Cause.Timeout(limit.orElse(Duration.ZERO), Optional.of("partition " + partition));
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
        settle(shown, now);
        var ends = board.items().stream()
                .filter(item -> !item.isEnded() && item.order().job().isPresent())
                .filter(item -> isOver(item, shown) && !doubts.containsKey(item.handle()))
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
            case "COMPLETED", "FAILED" ->
                item.wasStopped() ? Optional.of(new Cause.Stopped("by order")) : account.map(Accounted::cause);
            default -> brought(word, item, line, account); // NODE_FAIL: a silent node has not ended anything
        });
        cause.ifPresent(why -> {
            over.remove(item.handle());
            board.see(label, ended(began, account.flatMap(Accounted::end).orElse(now), why));
        });
    }
}

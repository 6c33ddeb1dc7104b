package org.tombolo.engineslurm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Seen;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Remarks;

/// Orders whose attempts need something brought before they may cost an allocation: files, folders of volumes, an
/// image. The factory's agent brings it, as an attempt of its own that ends when all is there; then the scheduler gets
/// the order. What is on the disk says how far each is, so that a crash loses and doubles nothing.
final class Preparing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Preparing.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Orders orders;
    private final Board board;
    private final Data data;
    private final Scheduler scheduler;
    private final Watch watch;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("slurm-prepared-", 0).factory());
    /// Order → those of its attempts for which the agent has done its part.
    private final Map<String, Set<AttemptId>> done = new LinkedHashMap<>();

    Preparing(Orders orders, Board board, Data data, Scheduler scheduler, Watch watch) {
        this.orders = orders;
        this.board = board;
        this.data = data;
        this.scheduler = scheduler;
        this.watch = watch;
    }

    static boolean isNeeded(WorkSpec work) {
        return !work.mounts().isEmpty()
                || !work.files().isEmpty()
                || work.image().isPresent();
    }

    /// Hands the order's part to the agent.
    ///
    /// @return why it does not take it
    Optional<Submitted.Refused> begin(Batch batch, List<Batch.Member> members) {
        // Of secrets the agent needs those only that open an image.
        boolean hasImage =
                WorkSpec.of(batch.shape().node()).flatMap(WorkSpec::image).isPresent();
        var secrets = hasImage ? batch.secrets() : Secrets.NONE;
        return data.open().submit(new Batch(batch.shape(), members, secrets)).stream()
                .filter(Submitted.Refused.class::isInstance)
                .map(Submitted.Refused.class::cast)
                .findFirst();
    }

    /// Whether the agent has its part of an order that was there before us.
    boolean isBegun(Order order) {
        var attempts = order.members().stream().map(Order.Member::attempt).toList();
        return orders.isSubmitting(order) || data.open().find(attempts).size() == attempts.size();
    }

    /// What the agent tells of an attempt that is on the board.
    ///
    /// @return the same as what the site shows, where that is news
    Optional<Seen> saw(Seen seen, Item item) {
        if (!item.order().prepares() || item.isEnded()) {
            return Optional.empty();
        }
        if (!(seen.state() instanceof Seen.State.Ended end)) {
            return Optional.of(new Seen(seen.attempt(), 0, new Seen.State.Waiting(), seen.remarks(), seen.image()));
        }
        if (end.cause().equals(new Cause.Exit(0)) || orders.isSubmitting(item.order())) {
            finish(item, seen.attempt());
            return Optional.of(new Seen(seen.attempt(), 0, new Seen.State.Waiting(), Remarks.NONE, seen.image()));
        }
        board.see(item.member().label(), end);
        return Optional.empty();
    }

    /// With the last of an order's attempts.
    private void finish(Item item, AttemptId attempt) {
        synchronized (done) {
            var some = done.computeIfAbsent(item.order().name(), _ -> new LinkedHashSet<>());
            if (!some.add(attempt) || !some.containsAll(living(item.order()))) {
                return;
            }
        }
        threads.execute(() -> submit(item.order()));
    }

    private List<AttemptId> living(Order order) {
        var living = new ArrayList<AttemptId>();
        for (var member : order.members()) {
            if (board.item(member.attempt()).filter(item -> !item.isEnded()).isPresent()) {
                living.add(member.attempt());
            }
        }
        return living;
    }

    /// Until it is certain. An interrupt leaves it to whoever comes after us.
    private void submit(Order order) {
        try {
            while (!living(order).isEmpty() && !isSubmitted(order)) {
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (done) {
            done.remove(order.name());
        }
    }

    private boolean isSubmitted(Order order) {
        try {
            return tried(order);
        } catch (TomboloException e) {
            LOG.warn("{}: {}", order.label(), e.getMessage());
            boolean isAway = e.code() == ErrorCode.UNREACHABLE || e.code() == ErrorCode.SITE_FAILED;
            if (!isAway) {
                end(order, new Cause.StagingFailed(String.valueOf(e.getMessage())));
            }
            return !isAway;
        }
    }

    private boolean tried(Order order) {
        var pending = orders.pending(order);
        if (orders.isSubmitting(order)) {
            var number = scheduler.find(order);
            if (number.isPresent()) {
                board.put(orders.submitted(order, number.get()));
                return true;
            }
        } else {
            orders.prepared(order, pending.shape(), data.prepared(living(order).getFirst()));
            orders.submitting(order);
        }
        return switch (scheduler.submit(order, pending.words())) {
            case Scheduler.Answer.Has(var number) -> {
                board.put(orders.submitted(order, number));
                watch.submitted();
                yield true;
            }
            case Scheduler.Answer.Refused(var why, var permanent) -> {
                if (permanent) {
                    end(order, new Cause.Refused(why));
                }
                yield permanent;
            }
            case Scheduler.Answer.Unknown() -> false;
        };
    }

    private void end(Order order, Cause cause) {
        order.members().forEach(member -> board.see(member.label(), Watch.never(cause)));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

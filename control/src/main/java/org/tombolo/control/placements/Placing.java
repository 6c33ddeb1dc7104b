package org.tombolo.control.placements;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.command.Turn;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveSite;
import org.tombolo.model.AttemptId;
import org.tombolo.model.RunId;
import org.tombolo.model.TaskId;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.fact.JobEnded;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.Outcome;
import org.tombolo.placement.Demand;
import org.tombolo.placement.Room;

/// One look at the queue of one site: by priority, then by order of submission. What does not fit becomes the head;
/// later work may go ahead of it only where the head would still fit beside it and all that runs now, so backfill never
/// delays the head. What waits for services becomes no head: they may wait for work behind it. A service starts only
/// where the jobs that need it, and those that need others, would still find room.
final class Placing {
    /// How much of the queue one turn looks at.
    private static final int LOOK_AHEAD = 256;

    /// To a site with a scheduler of its own: sites bound what one user may have in their queues.
    private static final int MOST_HANDED_OVER = 10_000;

    private final Turn turn;
    private final LiveSite site;
    private final List<Room> rooms;
    /// Demand → how many of the rooms were full for it. Rooms only fill up while work is placed.
    private final LinkedHashMap<Demand, Integer> full = new LinkedHashMap<>();

    private Optional<Demand> head = Optional.empty();
    /// The run whose service has to wait.
    private Optional<RunId> refused = Optional.empty();

    private int left;

    /// @param most how many tasks it may place
    Placing(Turn turn, LiveSite site, int most) {
        this.turn = turn;
        this.site = site;
        this.rooms = List.copyOf(site.rooms());
        this.left = most;
    }

    /// @return whether it stopped because it had placed as many as it may
    boolean place() {
        var jobs =
                turn.state().work().queue(site.id()).stream().limit(LOOK_AHEAD).toList();
        for (var job : jobs) {
            if (site.hasScheduler()) {
                handOver(job);
            } else if (job.spec() instanceof ServiceSpec) {
                start(job);
            } else {
                place(job);
            }
        }
        return left == 0;
    }

    /// Only where the jobs that need it, and those that need others, would still find room. Behind a
    /// service that must wait, those of others must as well, so that it is not passed for ever; but not
    /// where their run holds something already: it has to go on.
    private void start(LiveJob service) {
        var run = service.run().id();
        boolean passes = refused.filter(other -> !other.equals(run)).isPresent()
                && site.serving().stream().noneMatch(id -> id.run().equals(run));
        if (passes || left == 0 || !service.wantsPlace()) {
            return;
        }
        int index = service.nextIndex().orElseThrow();
        var demand = Demands.of(service, index);
        switch (Services.start(turn.state(), site, service, demand, room -> leavesHead(room, demand))) {
            case Services.Start.At(var grant) -> write(service, index, grant, Optional.empty());
            case Services.Start.Later() -> head = head.or(() -> Optional.of(demand));
            case Services.Start.Held() -> refused = refused.or(() -> Optional.of(run));
            case Services.Start.Never() ->
                turn.write(new JobEnded(service.id(), new Outcome.Failed(Services.tooMuch(site.id()))));
        }
    }

    /// The site's own scheduler puts it on a machine; so much waits there that it never lacks work.
    private void handOver(LiveJob job) {
        while (left > 0 && job.wantsPlace() && site.attempts().size() < MOST_HANDED_OVER) {
            int index = job.nextIndex().orElseThrow();
            var demand = Demands.of(job, index);
            var queue = Sizes.queue(site, demand);
            if (queue.isEmpty()) {
                return; // it changed since the site was chosen: the queue's explanation says what is short
            }
            write(job, index, Grant.inQueue(queue.get().name(), demand.memoryBytes()), Optional.empty());
        }
    }

    private boolean leavesHead(Room room, Demand demand) {
        return head.isEmpty() || room.leavesRoomFor(head.get(), demand);
    }

    private void place(LiveJob job) {
        while (left > 0 && job.wantsPlace()) {
            int index = job.nextIndex().orElseThrow();
            var demand = Demands.of(job, index);
            if (full.getOrDefault(demand, 0) == rooms.size()) {
                return; // refused before
            }
            var grant = grant(demand);
            if (grant.isEmpty()) {
                if (head.isEmpty() && rooms.stream().anyMatch(room -> room.willFit(demand))) {
                    Lanes.lengthen(this, job);
                    head = Optional.of(demand);
                }
                return;
            }
            write(job, index, grant.get(), Optional.empty());
        }
    }

    private Optional<Grant> grant(Demand demand) {
        int at = full.getOrDefault(demand, 0);
        for (; at < rooms.size(); at++) {
            var room = rooms.get(at);
            if (leavesHead(room, demand)) {
                var grant = room.fit(demand);
                if (grant.isPresent()) {
                    full.put(demand, at);
                    return grant;
                }
            }
        }
        full.put(demand, at);
        return Optional.empty();
    }

    AttemptId write(LiveJob job, int index, Grant grant, Optional<AttemptId> behind) {
        int tries = job.task(index).map(live -> live.task().attempts()).orElse(0);
        var attempt = new AttemptId(new TaskId(job.id(), index), tries + 1);
        turn.write(new AttemptPlaced(attempt, site.id(), grant, behind));
        left--;
        return attempt;
    }

    LiveSite site() {
        return site;
    }

    int left() {
        return left;
    }
}

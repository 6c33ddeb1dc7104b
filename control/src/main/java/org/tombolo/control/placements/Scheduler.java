package org.tombolo.control.placements;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.tombolo.control.command.Turn;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveSite;
import org.tombolo.model.AttemptId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TaskId;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.work.Grant;
import org.tombolo.placement.Demand;

/// Gives hosts, cores, memory, devices and ports to tasks: by priority, then by order of submission. What does not fit
/// becomes the head of its site; later work may go ahead of it only where the head would still fit beside it and all
/// that
/// runs now, so backfill never delays the head. What waits for services becomes no head: they may wait for work behind
/// it.
public final class Scheduler {
    /// How much of the queue one turn looks at.
    private static final int LOOK_AHEAD = 256;
    /// Tasks shorter than this get a successor on the same grant before they end, so that the host need not wait for
    /// the loop.
    private static final long SHORT_MILLIS = 200;

    /// How much work may line up behind the task that runs: what is lined up cannot go to a grant that is free earlier.
    private static final long LANE_MILLIS = 250;

    private static final int LONGEST_LANE = 128;
    private static final int ENDED_BEFORE_LANES = 4;
    private static final int MOST_IN_LANES = 4096;

    private Scheduler() {}

    /// Places what can be placed now.
    public static void place(Turn turn) {
        var heads = new LinkedHashMap<SiteId, Demand>();
        var queue = List.copyOf(
                turn.state().work().queue().stream().limit(LOOK_AHEAD).toList());
        for (var job : queue) {
            var site = job.job().choice().flatMap(choice -> turn.state().work().findSite(choice.site()));
            if (site.isPresent() && site.get().site().silentSince().isEmpty()) {
                place(turn, job, site.get(), heads);
            }
        }
    }

    private static void place(Turn turn, LiveJob job, LiveSite site, SequencedMap<SiteId, Demand> heads) {
        while (job.wantsPlace()) {
            int index = job.nextIndex().orElseThrow();
            var demand = Demands.of(job, index);
            var grant = grant(site, demand, Optional.ofNullable(heads.get(site.id())));
            if (grant.isEmpty()) {
                if (!heads.containsKey(site.id()) && willFit(site, demand)) {
                    line(turn, job, site);
                    heads.put(site.id(), demand);
                }
                return;
            }
            write(turn, job, site, index, grant.get(), Optional.empty());
        }
    }

    private static boolean willFit(LiveSite site, Demand demand) {
        return site.rooms().stream().anyMatch(room -> room.willFit(demand));
    }

    private static Optional<Grant> grant(LiveSite site, Demand demand, Optional<Demand> head) {
        for (var room : site.rooms()) {
            if (head.isEmpty() || room.leavesRoomFor(head.get(), demand)) {
                var grant = room.fit(demand);
                if (grant.isPresent()) {
                    return grant;
                }
            }
        }
        return Optional.empty();
    }

    /// The next tasks of an array of short tasks line up behind those that run, each taking over a grant.
    private static void line(Turn turn, LiveJob job, LiveSite site) {
        int depth = depth(job);
        if (depth == 0 || job.active() > MOST_IN_LANES) {
            return;
        }
        var ends = new LinkedHashSet<AttemptId>();
        job.tasks().stream()
                .flatMap(task -> task.attempt().stream())
                .filter(attempt -> attempt.stop().isEmpty() && attempt.site().equals(site.id()))
                .forEach(attempt -> site.laneEnd(attempt.id()).ifPresent(ends::add));
        lengthen(turn, job, site, depth, ends);
    }

    /// Only lanes that are half empty: a few long batches to the site instead of many short ones. All of them grow
    /// together, so that none is left with much to do when the others are done.
    private static void lengthen(Turn turn, LiveJob job, LiveSite site, int depth, SequencedSet<AttemptId> ends) {
        var lasts = new ArrayDeque<AttemptId>();
        ends.stream().filter(end -> site.laneLength(end) <= (depth + 1) / 2).forEach(lasts::add);
        while (!lasts.isEmpty() && job.wantsPlace()) {
            int index = job.nextIndex().orElseThrow();
            if (job.task(index).isPresent()) {
                return; // a task that is tried again waits for a grant of its own
            }
            var last = lasts.removeFirst();
            var grant = site.attempt(last).orElseThrow().grant();
            var next = write(turn, job, site, index, grant, Optional.of(last));
            if (site.laneLength(next) <= depth) {
                lasts.addLast(next);
            }
        }
    }

    /// How many may wait behind the one that runs.
    private static int depth(LiveJob job) {
        int succeeded = job.job().succeeded();
        if (!job.isArray() || succeeded < ENDED_BEFORE_LANES) {
            return 0;
        }
        long mean = job.job().runMillis() / succeeded;
        return mean > SHORT_MILLIS ? 0 : Math.clamp(LANE_MILLIS / Math.max(1, mean), 1, LONGEST_LANE);
    }

    private static AttemptId write(
            Turn turn, LiveJob job, LiveSite site, int index, Grant grant, Optional<AttemptId> behind) {
        int tries = job.task(index).map(live -> live.task().attempts()).orElse(0);
        var attempt = new AttemptId(new TaskId(job.id(), index), tries + 1);
        turn.write(new AttemptPlaced(attempt, site.id(), grant, behind));
        return attempt;
    }
}

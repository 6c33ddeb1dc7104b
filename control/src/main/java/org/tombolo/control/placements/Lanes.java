package org.tombolo.control.placements;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.tombolo.control.state.LiveJob;
import org.tombolo.model.AttemptId;

/// The next tasks of an array of short tasks line up behind those that run, each taking over a grant, so that the host
/// need not wait for the loop.
final class Lanes {
    /// Tasks shorter than this get a successor on the same grant before they end.
    private static final long SHORT_MILLIS = 200;

    /// How much work may line up behind the task that runs: what is lined up cannot go to a grant that is free earlier.
    private static final long LANE_MILLIS = 250;

    private static final int LONGEST_LANE = 128;
    private static final int ENDED_BEFORE_LANES = 4;
    private static final int MOST_IN_LANES = 4096;

    private Lanes() {}

    /// Only lanes that are half empty: a few long batches to the site instead of many short ones. All of them grow
    /// together, so that none is left with much to do when the others are done.
    static void lengthen(Placing placing, LiveJob job) {
        int depth = depth(job);
        if (depth == 0 || job.active() > MOST_IN_LANES) {
            return;
        }
        var site = placing.site();
        var ends = new LinkedHashSet<AttemptId>();
        job.tasks().stream()
                .flatMap(task -> task.attempt().stream())
                .filter(attempt -> attempt.stop().isEmpty() && attempt.site().equals(site.id()))
                .forEach(attempt -> site.laneEnd(attempt.id()).ifPresent(ends::add));
        var lasts = new ArrayDeque<AttemptId>();
        ends.stream().filter(end -> site.laneLength(end) <= (depth + 1) / 2).forEach(lasts::add);
        while (placing.left() > 0 && !lasts.isEmpty() && job.wantsPlace()) {
            int index = job.nextIndex().orElseThrow();
            if (job.task(index).isPresent()) {
                return; // a task that is tried again waits for a grant of its own
            }
            var last = lasts.removeFirst();
            var grant = site.attempt(last).orElseThrow().grant();
            var next = placing.write(job, index, grant, Optional.of(last));
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
}

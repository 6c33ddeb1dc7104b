package org.tombolo.engineslurm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.engine.StopOrder;
import org.tombolo.model.TomboloException;

/// Ends jobs. What has not begun never will: its claim is taken. (scancel's filters by state would end a whole array's
/// rest for one pending element, and of such an element Slurm keeps no record.)
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

    private final Board board;
    private final Orders orders;
    private final Notes notes;
    private final Scheduler scheduler;
    private final Watch watch;

    Stopping(Board board, Orders orders, Notes notes, Scheduler scheduler, Watch watch) {
        this.board = board;
        this.orders = orders;
        this.notes = notes;
        this.scheduler = scheduler;
        this.watch = watch;
    }

    void stop(List<StopOrder> asked) {
        var cancelled = new ArrayList<Item>();
        var begun = new ArrayList<Item>();
        var grace = Duration.ZERO;
        for (var each : asked) {
            var item = board.item(each.attempt()).filter(one -> !one.isEnded());
            if (item.isPresent() && item.get().order().isCertain()) {
                var member = item.get().member();
                if (!item.get().wasStopped()) {
                    notes.stop(member.label());
                    board.stopped(member.label());
                }
                (orders.cancel(member, Instant.now()) ? cancelled : begun).add(item.get());
                grace = grace.compareTo(each.grace()) < 0 ? each.grace() : grace;
            }
        }
        scheduler.cancel(List.of(), cancelled);
        scheduler.cancel(List.of("--signal=TERM", "--full"), begun);
        if (!begun.isEmpty()) {
            var patience = grace;
            Thread.ofVirtual().name("slurm-kill").start(() -> kill(begun, patience));
        }
    }

    /// Once the grace is over. When this process dies meanwhile, the order comes again.
    private void kill(List<Item> items, Duration grace) {
        SlurmEngine.sleep(grace);
        var left = items.stream()
                .filter(item -> board.item(item.member().attempt())
                        .filter(now -> !now.isEnded())
                        .isPresent())
                .toList();
        try {
            scheduler.cancel(List.of("--signal=KILL", "--full"), left);
            scheduler.cancel(List.of(), left);
        } catch (TomboloException e) {
            LOG.warn("what was to be killed may run on until the order comes again: {}", e.getMessage());
        }
        watch.hurry();
    }
}

package org.tombolo.sim.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.control.state.Timer;

/// What is derived from the entities of a live state, as lines, so that two can be compared.
final class StateText {
    private StateText() {}

    static List<String> of(State state) {
        var lines = new ArrayList<String>();
        state.work().sites().forEach(site -> site(site, lines));
        state.work().runs().forEach(run -> {
            lines.add("open %s %d".formatted(run.id(), run.open()));
            run.jobs().forEach(job -> lines.add(counts(job)));
        });
        lines.add("queue " + state.work().queue().stream().map(LiveJob::id).toList());
        lines.add("timers "
                + state.timers().all().stream().map(StateText::timer).sorted().toList());
        return lines;
    }

    /// When a lost site is looked at again is no fact.
    private static String timer(Timer timer) {
        return timer.what() instanceof Timer.SiteLost
                ? timer.what().key()
                : timer.what().key() + " " + timer.due();
    }

    private static String counts(LiveJob job) {
        return "%s active %d running %d ready %d next %s tasks %s"
                .formatted(
                        job.id(),
                        job.active(),
                        job.running(),
                        job.ready(),
                        job.nextIndex(),
                        job.tasks().stream()
                                .map(task -> task.task().id().index() + "="
                                        + task.attempt()
                                                .map(attempt -> attempt.id().attempt()))
                                .toList());
    }

    private static void site(LiveSite site, List<String> lines) {
        for (var room : site.rooms()) {
            lines.add("room %s/%s cores %d memory %d devices %s grants %d"
                    .formatted(
                            site.id(),
                            room.capacity().name(),
                            room.coresTaken(),
                            room.memoryTaken(),
                            room.devicesTaken().entrySet().stream()
                                    .filter(taken -> taken.getValue() > 0)
                                    .toList(),
                            room.grants()));
        }
        lines.add("submit " + site.id() + " " + sorted(site.toSubmit()));
        lines.add("stop " + site.id() + " " + sorted(site.toStop()));
        lines.add("forget " + site.id() + " " + sorted(site.toForget()));
        lines.add("remove " + site.id() + " " + sorted(site.toRemove()));
        for (var attempt : site.attempts()) {
            site.behind(attempt.id()).ifPresent(before -> lines.add(attempt.id() + " behind " + before));
        }
    }

    private static <T extends Comparable<T>> List<T> sorted(SequencedCollection<T> all) {
        return all.stream().sorted().toList();
    }
}

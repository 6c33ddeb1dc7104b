package org.tombolo.control.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.door.RunView;
import org.tombolo.control.door.Version;
import org.tombolo.control.views.Views;
import org.tombolo.model.RunId;

/// Those who wait for a run to change. Confined to the loop's thread.
final class Watchers {
    private final LinkedHashMap<RunId, List<Reply<Optional<RunView>>>> waiting = new LinkedHashMap<>();

    /// Answers at once when the run's view is newer than `after`, or the run is not live.
    void add(Kernel kernel, RunId run, Version after, Reply<Optional<RunView>> reply) {
        var view = view(kernel, run);
        if (view.isEmpty() || view.get().version().compareTo(after) > 0) {
            reply.give(view);
            return;
        }
        var others = waiting.computeIfAbsent(run, _ -> new ArrayList<>());
        others.removeIf(Reply::isGivenUp);
        others.add(reply);
    }

    void changed(Kernel kernel, Iterable<RunId> runs) {
        for (var run : runs) {
            var replies = waiting.remove(run);
            if (replies != null) {
                var view = view(kernel, run);
                replies.forEach(reply -> reply.give(view));
            }
        }
    }

    private static Optional<RunView> view(Kernel kernel, RunId run) {
        return kernel.state()
                .work()
                .findRun(run)
                .map(live -> Views.run(kernel.state(), kernel.version().epoch(), live));
    }
}

package org.tombolo.control.sites;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.tombolo.control.reconcile.Shapes;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.State;
import org.tombolo.engine.Seen;
import org.tombolo.model.RunId;
import org.tombolo.model.fact.ImagePinned;

/// What a run's images mean is said by the first site that fetched one.
final class Pins {
    private Pins() {}

    static List<ImagePinned> facts(State state, Collection<Seen> seen) {
        record Name(RunId run, String image) {}
        SequencedSet<Name> named = new LinkedHashSet<>();
        return seen.stream()
                .filter(each -> each.image().isPresent())
                .flatMap(each -> state.work().findRun(each.attempt().job().run()).stream()
                        .flatMap(run -> fresh(run, each).stream()))
                .filter(pin -> named.add(new Name(pin.run(), pin.image())))
                .toList();
    }

    private static List<ImagePinned> fresh(LiveRun run, Seen seen) {
        return run
                .job(seen.attempt().job().name())
                .flatMap(job -> Shapes.image(job.spec()))
                .filter(image -> !run.run().images().containsKey(image))
                .flatMap(image -> seen.image().map(digest -> new ImagePinned(run.id(), image, digest)))
                .stream()
                .toList();
    }
}

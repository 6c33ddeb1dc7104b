package org.tombolo.bench.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.bench.measure.SimulatedSite;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Description;
import org.tombolo.engine.Forgotten;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Seen;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Usage;

/// Many machines on which an attempt has ended by the time the site is asked again.
final class SwiftSite implements SimulatedSite {
    private final int hosts;
    private final List<AttemptId> ended = new ArrayList<>();
    private long observations;

    SwiftSite(int hosts) {
        this.hosts = hosts;
    }

    boolean hasNews() {
        return !ended.isEmpty();
    }

    @Override
    public Description describe() {
        return SimulatedSite.machines("swift", hosts);
    }

    @Override
    public List<Submitted> submit(Batch batch) {
        var answers = new ArrayList<Submitted>(batch.members().size());
        for (var member : batch.members()) {
            ended.add(member.attempt());
            answers.add(new Submitted.Accepted(member.attempt(), "swift"));
        }
        return answers;
    }

    @Override
    public Observation observe(Cursor since, Duration wait) {
        var now = Instant.now();
        var began = Optional.of(now.minusMillis(1));
        var usage = new Usage(Optional.of(Duration.ofMillis(1)), Optional.of(4_194_304L));
        var seen = ended.stream()
                .map(id -> new Seen(id, 0, new Seen.State.Ended(began, now, new Cause.Exit(0), usage)))
                .toList();
        ended.clear();
        return new Observation(new Cursor("" + ++observations), since.equals(Cursor.START), seen);
    }

    @Override
    public List<Forgotten> forget(List<AttemptId> attempts) {
        return attempts.stream().map(id -> new Forgotten(id, List.of())).toList();
    }
}

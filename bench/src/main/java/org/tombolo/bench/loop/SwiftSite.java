package org.tombolo.bench.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Description;
import org.tombolo.engine.Engine;
import org.tombolo.engine.Forgotten;
import org.tombolo.engine.Found;
import org.tombolo.engine.Listing;
import org.tombolo.engine.LogChunk;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Ordered;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.PortRange;
import org.tombolo.model.work.Usage;

/// Many machines on which an attempt has ended by the time the site is asked again.
final class SwiftSite implements Engine {
    private static final int CORES = 128;

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
    public Capabilities capabilities() {
        return Capabilities.everything();
    }

    @Override
    public Description describe() {
        var cores = IntStream.range(0, CORES).boxed().toList();
        return new Description(
                IntStream.range(0, hosts)
                        .mapToObj(host -> new HostCapacity(
                                "swift-" + host,
                                "127.0.0.1",
                                cores,
                                1L << 40,
                                new LinkedHashMap<>(),
                                new PortRange(20_000, 29_999),
                                Ordered.none()))
                        .toList(),
                List.of());
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
    public List<Found> find(List<AttemptId> attempts) {
        return List.of();
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
    public void stop(List<StopOrder> orders) {}

    @Override
    public List<Forgotten> forget(List<AttemptId> attempts) {
        return attempts.stream().map(id -> new Forgotten(id, List.of())).toList();
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        return new LogChunk(new byte[0], 0, 0, true);
    }

    @Override
    public Optional<Listing> list(VolumeId volume, String path) {
        return Optional.empty();
    }

    @Override
    public byte[] read(VolumeId volume, String path, long offset, int max) {
        return new byte[0];
    }

    @Override
    public void remove(VolumeId volume) {}

    @Override
    public void close() {}
}

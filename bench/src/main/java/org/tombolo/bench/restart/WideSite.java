package org.tombolo.bench.restart;

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
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.PortRange;

/// Many machines on which everything starts at once and nothing ever ends: a factory's journal with much live work
/// needs no real processes.
final class WideSite implements Engine {
    private static final int CORES = 128;

    private final Capabilities capabilities;
    private final int hosts;
    private final List<AttemptId> running = new ArrayList<>();

    WideSite(int tasks, Capabilities capabilities) {
        this.capabilities = capabilities;
        this.hosts = tasks / CORES + 1;
    }

    int running() {
        return running.size();
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Description describe() {
        var cores = IntStream.range(0, CORES).boxed().toList();
        var ports = new PortRange(20_000, 29_999);
        return new Description(
                IntStream.range(0, hosts)
                        .mapToObj(host -> new HostCapacity(
                                "wide-" + host,
                                "127.0.0.1",
                                cores,
                                1L << 40,
                                new LinkedHashMap<>(),
                                ports,
                                Ordered.none()))
                        .toList(),
                List.of());
    }

    @Override
    public List<Submitted> submit(Batch batch) {
        var ids = batch.members().stream().map(Batch.Member::attempt).toList();
        running.addAll(ids);
        return ids.stream()
                .<Submitted>map(id -> new Submitted.Accepted(id, id.toString()))
                .toList();
    }

    @Override
    public List<Found> find(List<AttemptId> attempts) {
        return List.of();
    }

    @Override
    public Observation observe(Cursor since, Duration wait) {
        var state = new Seen.State.Running(Instant.EPOCH, true);
        var seen = running.stream().map(id -> new Seen(id, 0, state)).toList();
        return new Observation(Cursor.START, true, seen);
    }

    @Override
    public void stop(List<StopOrder> orders) {}

    @Override
    public List<Forgotten> forget(List<AttemptId> attempts) {
        return List.of();
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        return new LogChunk(new byte[0], 0, 0, false);
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

package org.tombolo.bench.restart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.bench.measure.SimulatedSite;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Description;
import org.tombolo.engine.Forgotten;
import org.tombolo.engine.LogChunk;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Seen;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;

/// Many machines on which everything starts at once and nothing ever ends: a factory's journal with much live work
/// needs no real processes.
final class WideSite implements SimulatedSite {
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
        return SimulatedSite.machines("wide", hosts);
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
    public Observation observe(Cursor since, Duration wait) {
        var state = new Seen.State.Running(Instant.EPOCH, true);
        var seen = running.stream().map(id -> new Seen(id, 0, state)).toList();
        return new Observation(Cursor.START, true, seen);
    }

    @Override
    public List<Forgotten> forget(List<AttemptId> attempts) {
        return List.of();
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        return new LogChunk(new byte[0], 0, 0, false);
    }
}

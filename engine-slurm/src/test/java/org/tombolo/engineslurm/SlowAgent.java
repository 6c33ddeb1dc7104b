package org.tombolo.engineslurm;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Usage;
import org.tombolo.wire.agent.AgentAnswer;

/// Prepares what it is given when it is told to, and forgets nothing in a crash.
final class SlowAgent implements Engine, Storehouse {
    private final Map<AttemptId, Seen.State> attempts = new LinkedHashMap<>();

    @Override
    public Opened in(Path home) {
        return new Opened(this, _ -> new AgentAnswer.Prepared(1, List.of(), Optional.empty()));
    }

    synchronized void end(AttemptId attempt, Cause cause) {
        attempts.computeIfPresent(
                attempt,
                (_, state) -> state instanceof Seen.State.Ended ended
                        ? ended
                        : new Seen.State.Ended(Optional.empty(), Instant.now(), cause, Usage.UNKNOWN));
    }

    synchronized boolean has(AttemptId attempt) {
        return attempts.containsKey(attempt);
    }

    @Override
    public synchronized List<Submitted> submit(Batch batch) {
        return batch.members().stream()
                .<Submitted>map(member -> {
                    attempts.putIfAbsent(member.attempt(), new Seen.State.Waiting());
                    return new Submitted.Accepted(member.attempt(), "agent's");
                })
                .toList();
    }

    @Override
    public synchronized List<Found> find(List<AttemptId> asked) {
        return asked.stream()
                .filter(attempts::containsKey)
                .map(attempt -> new Found(attempt, "agent's"))
                .toList();
    }

    @Override
    public synchronized Observation observe(Cursor since, Duration wait) {
        var seen = new ArrayList<Seen>();
        attempts.forEach((attempt, state) -> seen.add(new Seen(attempt, 0, state)));
        return new Observation(since, true, seen);
    }

    @Override
    public void stop(List<StopOrder> orders) {
        orders.forEach(order -> end(order.attempt(), new Cause.Stopped("by order")));
    }

    @Override
    public synchronized List<Forgotten> forget(List<AttemptId> asked) {
        asked.forEach(attempts::remove);
        return asked.stream().map(attempt -> new Forgotten(attempt, List.of())).toList();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.everything();
    }

    @Override
    public Description describe() {
        return Description.ofHosts(List.of(), List.of(), List.of());
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        return new LogChunk(new byte[0], offset, 0, true);
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
    public void remove(VolumeId volume) {
        // there is none
    }

    @Override
    public void close() {
        // it outlives the engine
    }
}

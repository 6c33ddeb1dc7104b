package org.tombolo.control.loop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.PortRange;
import org.tombolo.model.work.Remarks;
import org.tombolo.model.work.Usage;
import org.tombolo.model.work.Waits;

/// A site that starts what it is given at once and ends it when the test says so.
final class ObedientSite implements Engine {
    final List<Batch.Member> submitted = new ArrayList<>();
    /// What it was told that the image of an attempt means.
    final TreeMap<AttemptId, Optional<Digest>> pinned = new TreeMap<>();
    private final TreeMap<AttemptId, Seen> all = new TreeMap<>();
    private int cores;
    private final List<Seen> before = new ArrayList<>();
    private boolean dead;
    private Optional<Remarks> holds = Optional.empty();

    ObedientSite(int cores) {
        this.cores = cores;
    }

    /// From when it is described again on.
    void cores(int now) {
        cores = now;
    }

    /// It does not answer any more, and what it runs goes on.
    void die() {
        dead = true;
    }

    /// From here on it starts nothing.
    void hold(Waits why) {
        holds = Optional.of(new Remarks(Optional.empty(), Optional.of(why), Optional.empty()));
    }

    void comeBack() {
        dead = false;
    }

    private void answer() {
        if (dead) {
            throw new TomboloException(ErrorCode.UNREACHABLE, "the site does not answer");
        }
    }

    void end(AttemptId attempt, Cause cause, Instant at) {
        all.put(
                attempt,
                new Seen(attempt, 0, new Seen.State.Ended(Optional.of(at.minusMillis(1)), at, cause, Usage.UNKNOWN)));
    }

    void ready(AttemptId attempt, Instant since) {
        all.put(attempt, new Seen(attempt, 0, new Seen.State.Running(since, true)));
    }

    /// It fetched the attempt's image.
    void fetched(AttemptId attempt, Digest image) {
        var seen = requireNonNull(all.get(attempt));
        all.put(attempt, new Seen(attempt, 0, seen.state(), Remarks.NONE, Optional.of(image)));
    }

    /// It is started again, cannot be stopped, and its first end is shown beside it.
    void requeue(AttemptId attempt, Instant at) {
        end(attempt, new Cause.NodeLost("its host died"), at);
        before.add(all.get(attempt));
        all.put(attempt, new Seen(attempt, 1, new Seen.State.Running(at, false)));
    }

    List<AttemptId> running() {
        return all.values().stream()
                .filter(seen -> !(seen.state() instanceof Seen.State.Ended))
                .map(Seen::attempt)
                .toList();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.everything();
    }

    @Override
    public Description describe() {
        answer();
        var numbers = java.util.stream.IntStream.range(0, cores).boxed().toList();
        var host = new HostCapacity(
                "h",
                "127.0.0.1",
                numbers,
                1L << 30,
                new LinkedHashMap<>(),
                new PortRange(20000, 20009),
                Ordered.none());
        return Description.ofHosts(List.of(host), List.of(), List.of());
    }

    private Seen first(AttemptId attempt) {
        return holds.map(remarks -> new Seen(attempt, 0, new Seen.State.Waiting(), remarks, Optional.empty()))
                .orElseGet(() -> new Seen(attempt, 0, new Seen.State.Running(Instant.EPOCH, false)));
    }

    @Override
    public List<Submitted> submit(Batch batch) {
        answer();
        submitted.addAll(batch.members());
        batch.members()
                .forEach(member -> pinned.put(member.attempt(), batch.shape().image()));
        batch.members().forEach(member -> all.putIfAbsent(member.attempt(), first(member.attempt())));
        return batch.members().stream()
                .<Submitted>map(member -> new Submitted.Accepted(member.attempt(), "x"))
                .toList();
    }

    @Override
    public List<Found> find(List<AttemptId> attempts) {
        answer();
        return attempts.stream()
                .filter(all::containsKey)
                .map(id -> new Found(id, "x"))
                .toList();
    }

    @Override
    public Observation observe(Cursor since, Duration wait) {
        answer();
        var seen = new ArrayList<>(all.values());
        seen.addAll(before);
        return new Observation(Cursor.START, true, seen);
    }

    @Override
    public void stop(List<StopOrder> orders) {
        answer();
        orders.stream()
                .map(StopOrder::attempt)
                .filter(id -> before.stream().noneMatch(seen -> seen.attempt().equals(id)))
                .forEach(id -> end(id, new Cause.Signal(15), Instant.EPOCH));
    }

    @Override
    public List<Forgotten> forget(List<AttemptId> attempts) {
        answer();
        attempts.forEach(all::remove);
        return attempts.stream().map(id -> new Forgotten(id, List.of())).toList();
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        throw new UnsupportedOperationException();
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

package org.tombolo.testkit.chaos;

import java.time.Duration;
import java.util.List;
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
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.VolumeId;

/// Every call of the control loop to a site is two boundaries.
record CrashingEngine(Engine engine, Boundaries boundaries) implements Engine {
    @Override
    public Capabilities capabilities() {
        return engine.capabilities();
    }

    @Override
    public Description describe() {
        return boundaries.around("describe", engine::describe);
    }

    @Override
    public List<Submitted> submit(Batch batch) {
        return boundaries.around("submit", () -> engine.submit(batch));
    }

    @Override
    public List<Found> find(List<AttemptId> attempts) {
        return boundaries.around("find", () -> engine.find(attempts));
    }

    @Override
    public Observation observe(Cursor since, Duration wait) {
        return boundaries.around("observe", () -> engine.observe(since, wait));
    }

    @Override
    public void stop(List<StopOrder> orders) {
        boundaries.around("stop", () -> engine.stop(orders));
    }

    @Override
    public List<Forgotten> forget(List<AttemptId> attempts) {
        return boundaries.around("forget", () -> engine.forget(attempts));
    }

    @Override
    public LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        return engine.logs(attempt, stream, rank, offset, max);
    }

    @Override
    public Optional<Listing> list(VolumeId volume, String path) {
        return engine.list(volume, path);
    }

    @Override
    public byte[] read(VolumeId volume, String path, long offset, int max) {
        return engine.read(volume, path, offset, max);
    }

    @Override
    public void remove(VolumeId volume) {
        boundaries.around("remove", () -> engine.remove(volume));
    }

    @Override
    public void close() {
        engine.close();
    }
}

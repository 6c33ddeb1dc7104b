package org.tombolo.bench.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Description;
import org.tombolo.engine.Engine;
import org.tombolo.engine.Found;
import org.tombolo.engine.Listing;
import org.tombolo.engine.LogChunk;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.StopOrder;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Ordered;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.PortRange;

/// Machines without processes, files or output: what a bench of the control plane needs of a site.
public interface SimulatedSite extends Engine {
    /// Of each host.
    int CORES = 128;

    /// @param name of each, before its number
    static Description machines(String name, int hosts) {
        var cores = IntStream.range(0, CORES).boxed().toList();
        var ports = new PortRange(20_000, 29_999);
        return Description.ofHosts(
                IntStream.range(0, hosts)
                        .mapToObj(host -> new HostCapacity(
                                name + "-" + host,
                                "127.0.0.1",
                                cores,
                                1L << 40,
                                new LinkedHashMap<>(),
                                ports,
                                Ordered.none()))
                        .toList(),
                List.of(),
                List.of());
    }

    @Override
    default Capabilities capabilities() {
        return Capabilities.everything();
    }

    @Override
    default List<Found> find(List<AttemptId> attempts) {
        return List.of();
    }

    @Override
    default void stop(List<StopOrder> orders) {}

    @Override
    default LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max) {
        return new LogChunk(new byte[0], 0, 0, true);
    }

    @Override
    default Optional<Listing> list(VolumeId volume, String path) {
        return Optional.empty();
    }

    @Override
    default byte[] read(VolumeId volume, String path, long offset, int max) {
        return new byte[0];
    }

    @Override
    default void remove(VolumeId volume) {}

    @Override
    default void close() {}
}

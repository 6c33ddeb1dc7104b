package org.tombolo.placement;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.QueueCapacity;

/// The most that a machine gives to one attempt when it is empty.
///
/// @param devices kind → how many
/// @param nodes   how many such machines one attempt may span
/// @param time    how long it may run; empty: as long as it likes
public record Limits(
        String name,
        int cores,
        long memoryBytes,
        SequencedMap<String, Integer> devices,
        SequencedMap<String, String> annotations,
        int nodes,
        Optional<Duration> time) {
    public Limits {
        devices = Ordered.copy(devices);
        annotations = Ordered.copy(annotations);
    }

    public static Limits of(HostCapacity host) {
        var devices = new LinkedHashMap<String, Integer>();
        host.devices().forEach((kind, numbers) -> devices.put(kind, numbers.size()));
        return new Limits(
                host.name(), host.cores().size(), host.memoryBytes(), devices, host.annotations(), 1, Optional.empty());
    }

    /// Of the largest node of a queue.
    public static Limits of(QueueCapacity queue) {
        return new Limits(
                queue.name(),
                queue.cores(),
                queue.memoryBytes(),
                queue.devices(),
                queue.annotations(),
                queue.nodes(),
                queue.limit());
    }

    /// Why the demand could never be met; empty when it could.
    public Optional<String> neverFits(Demand demand) {
        if (demand.nodes() > nodes) {
            return Optional.of("%s has %d nodes, %d are asked for".formatted(name, nodes, demand.nodes()));
        }
        if (demand.time().isPresent() && time.isPresent() && demand.time().get().compareTo(time.get()) > 0) {
            return Optional.of("%s lets work run for %d min, %d min are asked for"
                    .formatted(name, time.get().toMinutes(), demand.time().get().toMinutes()));
        }
        if (demand.cores() > cores) {
            return Optional.of("%s has %d cores, %d are asked for".formatted(name, cores, demand.cores()));
        }
        if (demand.memoryBytes() > memoryBytes) {
            return Optional.of("%s has %d MiB of memory to give, %d MiB are asked for"
                    .formatted(name, memoryBytes >> 20, demand.memoryBytes() >> 20));
        }
        for (var wanted : demand.devices().entrySet()) {
            int has = devices.getOrDefault(wanted.getKey(), 0);
            if (wanted.getValue() > has) {
                return Optional.of(
                        "%s has %d of %s, %d are asked for".formatted(name, has, wanted.getKey(), wanted.getValue()));
            }
        }
        for (var wanted : demand.annotations().entrySet()) {
            if (!wanted.getValue().equals(annotations.get(wanted.getKey()))) {
                return Optional.of(
                        "%s does not say %s=%s of itself".formatted(name, wanted.getKey(), wanted.getValue()));
            }
        }
        return Optional.empty();
    }
}

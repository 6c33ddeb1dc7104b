package org.tombolo.engine;

import java.util.List;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.QueueCapacity;
import org.tombolo.model.work.VolumePlace;

/// What a site says of itself.
///
/// @param hosts   of a site where the loop places work
/// @param queues  of a site whose own scheduler does, in the order in which they are tried
/// @param facts   what works and what does not, in words for `sites`
/// @param volumes where it makes them, in the order of the provisioners
public record Description(
        List<HostCapacity> hosts, List<QueueCapacity> queues, List<String> facts, List<VolumePlace> volumes) {
    public Description {
        hosts = List.copyOf(hosts);
        queues = List.copyOf(queues);
        facts = List.copyOf(facts);
        volumes = List.copyOf(volumes);
    }

    public static Description ofHosts(List<HostCapacity> hosts, List<String> facts, List<VolumePlace> volumes) {
        return new Description(hosts, List.of(), facts, volumes);
    }

    public static Description ofQueues(List<QueueCapacity> queues, List<String> facts) {
        return new Description(List.of(), queues, facts, List.of());
    }
}

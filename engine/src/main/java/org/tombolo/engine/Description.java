package org.tombolo.engine;

import java.util.List;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.VolumePlace;

/// What a site says of itself.
///
/// @param facts   what works and what does not, in words for `sites`
/// @param volumes where it makes them, in the order of the provisioners
public record Description(List<HostCapacity> hosts, List<String> facts, List<VolumePlace> volumes) {
    public Description {
        hosts = List.copyOf(hosts);
        facts = List.copyOf(facts);
        volumes = List.copyOf(volumes);
    }

    public Description(List<HostCapacity> hosts, List<String> facts) {
        this(hosts, facts, List.of());
    }
}

package org.tombolo.engine;

import java.util.List;
import org.tombolo.model.work.HostCapacity;

/// What a site says of itself.
///
/// @param facts what works and what does not, in words for `sites`
public record Description(List<HostCapacity> hosts, List<String> facts) {
    public Description {
        hosts = List.copyOf(hosts);
        facts = List.copyOf(facts);
    }
}

package org.tombolo.control.door;

import java.util.List;
import org.tombolo.model.state.Site;
import org.tombolo.model.work.VolumePlace;

/// @param facts   what works there and what does not, in words
/// @param volumes where it makes them
public record SiteView(Site site, List<HostView> hosts, List<String> facts, List<VolumePlace> volumes) {
    public SiteView {
        hosts = List.copyOf(hosts);
        facts = List.copyOf(facts);
        volumes = List.copyOf(volumes);
    }
}

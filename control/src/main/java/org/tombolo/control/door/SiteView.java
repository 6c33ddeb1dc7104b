package org.tombolo.control.door;

import java.util.List;
import org.tombolo.model.state.Site;

/// @param facts what works there and what does not, in words
public record SiteView(Site site, List<HostView> hosts, List<String> facts) {
    public SiteView {
        hosts = List.copyOf(hosts);
        facts = List.copyOf(facts);
    }
}

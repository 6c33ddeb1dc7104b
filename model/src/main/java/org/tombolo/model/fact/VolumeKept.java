package org.tombolo.model.fact;

import java.util.Optional;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.Provision;

/// The volume has a copy at the site.
///
/// @param provision how it is made there; empty in journals of before there were provisioners
public record VolumeKept(VolumeId volume, SiteId site, Optional<Provision> provision) implements Fact {
    public VolumeKept(VolumeId volume, SiteId site) {
        this(volume, site, Optional.empty());
    }
}

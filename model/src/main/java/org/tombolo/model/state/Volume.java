package org.tombolo.model.state;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.Provision;

/// A volume's copy at a site.
///
/// @param removeAt when it is deleted, for the volumes of ended runs
/// @param provision how it is made there
public record Volume(
        VolumeId id, SiteId site, boolean removing, Optional<Instant> removeAt, Optional<Provision> provision)
        implements Entity {
    public Volume(VolumeId id, SiteId site, boolean removing, Optional<Instant> removeAt) {
        this(id, site, removing, removeAt, Optional.empty());
    }
}

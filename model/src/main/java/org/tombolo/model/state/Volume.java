package org.tombolo.model.state;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;

/// A volume's copy at a site.
///
/// @param removeAt when it is deleted, for the volumes of ended runs
public record Volume(VolumeId id, SiteId site, boolean removing, Optional<Instant> removeAt) implements Entity {}

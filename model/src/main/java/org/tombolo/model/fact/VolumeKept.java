package org.tombolo.model.fact;

import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;

/// The volume has a copy at the site.
public record VolumeKept(VolumeId volume, SiteId site) implements Fact {}

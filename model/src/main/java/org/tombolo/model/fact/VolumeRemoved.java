package org.tombolo.model.fact;

import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;

public record VolumeRemoved(VolumeId volume, SiteId site) implements Fact {}

package org.tombolo.model.fact;

import org.tombolo.model.SiteId;
import org.tombolo.model.VolumeId;

/// Nothing may mount it any more; the site is to delete it.
public record VolumeRemoving(VolumeId volume, SiteId site) implements Fact {}

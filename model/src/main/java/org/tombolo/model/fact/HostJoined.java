package org.tombolo.model.fact;

import org.tombolo.model.SiteId;
import org.tombolo.model.work.HostCapacity;

/// Also when what it has to give has changed.
public record HostJoined(SiteId site, HostCapacity host) implements Fact {}

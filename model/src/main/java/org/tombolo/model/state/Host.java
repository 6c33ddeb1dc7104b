package org.tombolo.model.state;

import org.tombolo.model.SiteId;
import org.tombolo.model.work.HostCapacity;

/// A machine of a hosts site.
public record Host(SiteId site, HostCapacity capacity) implements Entity {}

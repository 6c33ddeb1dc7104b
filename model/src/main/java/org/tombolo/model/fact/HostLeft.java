package org.tombolo.model.fact;

import org.tombolo.model.SiteId;

public record HostLeft(SiteId site, String host) implements Fact {}

package org.tombolo.model.fact;

import org.tombolo.model.SiteId;

public record SiteJoined(SiteId site, String engine) implements Fact {}

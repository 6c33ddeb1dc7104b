package org.tombolo.model.fact;

import org.tombolo.model.SiteId;

public record SiteLeft(SiteId site) implements Fact {}

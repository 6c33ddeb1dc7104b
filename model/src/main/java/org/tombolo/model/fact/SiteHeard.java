package org.tombolo.model.fact;

import org.tombolo.model.SiteId;

public record SiteHeard(SiteId site) implements Fact {}

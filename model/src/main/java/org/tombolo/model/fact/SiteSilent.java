package org.tombolo.model.fact;

import java.time.Instant;
import org.tombolo.model.SiteId;

/// It has not answered since then.
public record SiteSilent(SiteId site, Instant since) implements Fact {}

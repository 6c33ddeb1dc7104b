package org.tombolo.model.fact;

import java.time.Duration;
import org.tombolo.model.SiteId;

/// @param lostAfter how long it must have been silent before work that may be restarted is given up there
public record SiteJoined(SiteId site, String engine, Duration lostAfter) implements Fact {}

package org.tombolo.model.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.SiteId;

/// @param silentSince set while it does not answer
public record Site(SiteId id, String engine, Duration lostAfter, Optional<Instant> silentSince) implements Entity {}

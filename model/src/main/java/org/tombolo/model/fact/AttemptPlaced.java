package org.tombolo.model.fact;

import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.SiteId;
import org.tombolo.model.work.Grant;

/// @param behind the attempt whose grant it takes over: it starts when that one has ended
public record AttemptPlaced(AttemptId attempt, SiteId site, Grant grant, Optional<AttemptId> behind)
        implements AttemptEvent {}

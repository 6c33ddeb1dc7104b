package org.tombolo.control.reconcile;

import java.time.Instant;
import org.tombolo.model.AttemptId;
import org.tombolo.model.SiteId;

/// What a reconciler knows without asking the site.
public sealed interface Report {
    /// The attempt was to be stopped before it was ever handed to its site, so it has ended.
    record Withdrawn(AttemptId attempt) implements Report {}

    /// The site has not answered since then.
    record Silent(SiteId site, Instant since) implements Report {}
}

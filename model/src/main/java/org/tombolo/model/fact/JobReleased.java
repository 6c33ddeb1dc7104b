package org.tombolo.model.fact;

import org.tombolo.model.JobId;
import org.tombolo.model.work.SiteChoice;

/// Its dependencies hold; its tasks may be placed.
public record JobReleased(JobId job, SiteChoice choice) implements Fact {}

package org.tombolo.model.fact;

import org.tombolo.model.JobId;

/// No task of it starts any more.
public record JobStopping(JobId job, String why) implements Fact {}

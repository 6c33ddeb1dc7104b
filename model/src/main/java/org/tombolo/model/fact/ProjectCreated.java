package org.tombolo.model.fact;

import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;

public record ProjectCreated(ProjectId project, UserId by) implements Fact {}

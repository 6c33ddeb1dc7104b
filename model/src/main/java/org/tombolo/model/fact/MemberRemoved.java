package org.tombolo.model.fact;

import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;

public record MemberRemoved(ProjectId project, UserId user) implements Fact {}

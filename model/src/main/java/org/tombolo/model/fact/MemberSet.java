package org.tombolo.model.fact;

import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;
import org.tombolo.model.work.Role;

public record MemberSet(ProjectId project, UserId user, Role role) implements Fact {}

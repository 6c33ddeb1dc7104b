package org.tombolo.model.state;

import org.tombolo.model.ProjectId;
import org.tombolo.model.UserId;
import org.tombolo.model.work.Role;

public record Member(ProjectId project, UserId user, Role role) implements Entity {}

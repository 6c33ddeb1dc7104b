package org.tombolo.model.state;

import java.time.Instant;
import org.tombolo.model.ProjectId;

public record Project(ProjectId id, Instant createdAt) implements Entity {}

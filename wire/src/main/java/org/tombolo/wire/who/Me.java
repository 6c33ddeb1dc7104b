package org.tombolo.wire.who;

import java.util.List;

/// Who asks, and where they may.
public record Me(String user, boolean operator, List<Project> projects) {
    public Me {
        projects = List.copyOf(projects);
    }
}

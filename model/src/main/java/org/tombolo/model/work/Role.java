package org.tombolo.model.work;

/// What a user may do in a project.
public enum Role {
    VIEWER,
    MEMBER,
    ADMIN
}

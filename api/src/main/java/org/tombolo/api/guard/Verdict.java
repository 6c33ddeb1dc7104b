package org.tombolo.api.guard;

/// The guard's answer.
public enum Verdict {
    ALLOWED,
    /// A token is needed.
    WHO_ARE_YOU,
    FORBIDDEN,
    /// As if the thing were not there: outsiders do not learn what a project has, or that it exists.
    HIDDEN
}

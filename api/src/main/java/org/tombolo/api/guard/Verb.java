package org.tombolo.api.guard;

/// What a route does to a thing.
public enum Verb {
    READ,
    CREATE,
    CHANGE,
    REMOVE,
    STOP
}

package org.tombolo.api.guard;

/// What a route declares: without it there is no route.
public record Access(Verb verb, Thing thing) {}

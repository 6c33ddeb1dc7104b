package org.tombolo.wire.factory;

/// @param ready whether requests are answered
public record Health(boolean ready) {}

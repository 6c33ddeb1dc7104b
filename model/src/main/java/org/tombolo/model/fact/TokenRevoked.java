package org.tombolo.model.fact;

public record TokenRevoked(String token) implements Fact {}

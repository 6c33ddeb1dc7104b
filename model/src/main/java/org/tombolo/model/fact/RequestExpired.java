package org.tombolo.model.fact;

public record RequestExpired(String request) implements Fact {}

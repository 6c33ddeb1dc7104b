package org.tombolo.wire.factory;

/// @param version of the program
/// @param api     the newest that it speaks
public record VersionAnswer(String version, String api) {}

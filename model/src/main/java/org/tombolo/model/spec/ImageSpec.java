package org.tombolo.model.spec;

/// A container image, by its location.
public record ImageSpec(UriSpec uri) {}

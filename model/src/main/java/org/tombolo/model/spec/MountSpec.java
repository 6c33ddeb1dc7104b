package org.tombolo.model.spec;

/// A volume at an absolute path.
public record MountSpec(String volume, boolean readOnly) {}

package org.tombolo.model.work;

/// Ports `first` to `last`, both inclusive.
public record PortRange(int first, int last) {}

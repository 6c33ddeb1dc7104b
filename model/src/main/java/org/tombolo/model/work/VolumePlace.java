package org.tombolo.model.work;

import java.util.Optional;

/// Where a site makes volumes.
///
/// @param provisioner its name
/// @param unlimited   why the file system there holds no volume to its size; empty: it does
public record VolumePlace(String provisioner, Optional<String> unlimited) {}

package org.tombolo.wire.store;

import java.time.Instant;
import java.util.Optional;

/// A volume's copy at a site.
///
/// @param run      whose it is; empty for a kept one
/// @param removeAt when it is deleted, for the volumes of ended runs
/// @param provisioner that made it; empty: the site's own folder
/// @param size        bytes that it was made for
public record Volume(
        String name,
        Optional<String> run,
        String site,
        boolean removing,
        Optional<Instant> removeAt,
        Optional<String> provisioner,
        Optional<Long> size) {}

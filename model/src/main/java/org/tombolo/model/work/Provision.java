package org.tombolo.model.work;

import java.util.Optional;

/// How a volume is made at its site.
///
/// @param provisioner by name; empty: the site's own folder
/// @param size        bytes that it may grow to, where the file system can hold it to that
public record Provision(Optional<String> provisioner, Optional<Long> size) {
    public static final Provision PLAIN = new Provision(Optional.empty(), Optional.empty());
}

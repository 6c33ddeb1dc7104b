package org.tombolo.model.work;

import java.util.Optional;

/// How a volume is made at its site.
///
/// @param provisioner by name; empty: the site's own folder
/// @param size        bytes that it may grow to, where the file system can hold it to that
/// @param folder      a folder of the host that it is; nothing is made then, and nothing removed
public record Provision(Optional<String> provisioner, Optional<Long> size, Optional<String> folder) {
    public Provision(Optional<String> provisioner, Optional<Long> size) {
        this(provisioner, size, Optional.empty());
    }

    public static final Provision PLAIN = new Provision(Optional.empty(), Optional.empty(), Optional.empty());
}

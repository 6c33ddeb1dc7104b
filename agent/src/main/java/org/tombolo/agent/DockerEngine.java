package org.tombolo.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Docker's engine, as an agent asks it before anything is started there.
///
/// @param host where it listens; empty: where the program looks
record DockerEngine(String program, Optional<String> host) {
    /// Longer than anybody needs from making a container to starting it.
    private static final String LEFT = "until=10m";

    /// Why nothing can be started. Where something can, what was made and never started is removed: nobody else
    /// remembers it once its attempt was killed.
    Optional<String> why() {
        var security = said("info", "--format", "{{.SecurityOptions}}");
        if (security.code() != 0) {
            return Optional.of(
                    security.output().lines().reduce((_, last) -> last).orElse("its engine does not answer"));
        }
        if (security.output().contains("name=rootless")) {
            return Optional.of("its engine is rootless: user namespaces work here, so install bubblewrap");
        }
        said("container", "prune", "--force", "--filter", "label=org.tombolo.attempt", "--filter", LEFT);
        return Optional.empty();
    }

    private Commands.Result said(String... words) {
        var command = new ArrayList<>(List.of(program));
        host.ifPresent(each -> command.addAll(List.of("--host", each)));
        command.addAll(List.of(words));
        return Commands.run(command);
    }
}

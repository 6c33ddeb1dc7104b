package org.tombolo.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.Optional;
import org.tombolo.model.work.Grant;

/// The machine's ports. Ours are assigned, but somebody else may sit on one.
final class Ports {
    private Ports() {}

    /// What is in the way.
    static Optional<String> busy(Grant grant) {
        return busy(grant.ports().values());
    }

    static Optional<String> busy(Collection<Integer> ports) {
        for (int port : ports) {
            try (var probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(port));
            } catch (IOException e) {
                return Optional.of(
                        "port %d is in use by a program that is not ours (%s); stop it, or use another port or `port: 0`"
                                .formatted(port, e.getMessage()));
            }
        }
        return Optional.empty();
    }
}

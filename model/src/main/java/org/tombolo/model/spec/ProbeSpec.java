package org.tombolo.model.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How to see that a service is ready. Times and thresholds mean what they mean in Kubernetes.
public record ProbeSpec(
        Action action,
        Duration initialDelay,
        Duration period,
        Duration timeout,
        int successThreshold,
        int failureThreshold) {
    public sealed interface Action {
        /// Ready when the answer's status is 200 to 399.
        record HttpGet(String path, PortRef port, boolean tls, List<Header> headers) implements Action {
            public HttpGet {
                headers = List.copyOf(headers);
            }
        }

        /// Ready when the command, run where the service runs, exits with 0.
        record Exec(List<String> command) implements Action {
            public Exec {
                command = List.copyOf(command);
            }
        }

        record TcpSocket(PortRef port) implements Action {}

        record Grpc(PortRef port, Optional<String> service) implements Action {}
    }

    public record Header(String name, String value) {}

    /// A port by number, or by its name in `network.ports`.
    public sealed interface PortRef {
        record ByNumber(int port) implements PortRef {}

        record ByName(String name) implements PortRef {}
    }
}

package org.tombolo.model.spec;

import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// A published name for a port.
public record EndpointSpec(
        String name,
        String portName,
        Protocol protocol,
        Type type,
        Scope scope,
        boolean perReplica,
        SequencedMap<String, String> annotations) {
    public EndpointSpec {
        annotations = Ordered.copy(annotations);
    }

    public enum Protocol {
        HTTP,
        HTTPS,
        GRPC,
        GRPCS,
        TCP,
        TLS
    }

    public enum Type {
        SUBDOMAIN,
        PATH
    }

    /// Who may call it: `GROUP` is the project.
    public enum Scope {
        USER,
        GROUP,
        ORGANIZATION,
        PUBLIC
    }
}

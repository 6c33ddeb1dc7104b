package org.tombolo.model.spec;

/// A named port; 0 (ours) means: allot one and tell it by `TOMBOLO_PORT_<NAME>`.
public record PortSpec(String name, int port, Protocol protocol) {
    public enum Protocol {
        TCP,
        UDP
    }
}

package org.tombolo.model.spec;

import java.util.List;

/// A service's network.
public record ServiceNetworkSpec(boolean host, List<PortSpec> ports, List<EndpointSpec> endpoints) {
    public static final ServiceNetworkSpec NONE = new ServiceNetworkSpec(false, List.of(), List.of());

    public ServiceNetworkSpec {
        ports = List.copyOf(ports);
        endpoints = List.copyOf(endpoints);
    }
}

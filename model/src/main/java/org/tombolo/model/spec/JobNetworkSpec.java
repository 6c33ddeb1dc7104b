package org.tombolo.model.spec;

import java.util.List;

/// A job's network.
public record JobNetworkSpec(boolean isolated, List<Integer> exposeTcp, List<Integer> exposeUdp) {
    public static final JobNetworkSpec SHARED = new JobNetworkSpec(false, List.of(), List.of());

    public JobNetworkSpec {
        exposeTcp = List.copyOf(exposeTcp);
        exposeUdp = List.copyOf(exposeUdp);
    }
}

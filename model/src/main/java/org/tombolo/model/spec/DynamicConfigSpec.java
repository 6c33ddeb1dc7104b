package org.tombolo.model.spec;

import java.util.List;

/// A file rendered from the live addresses of other services.
public record DynamicConfigSpec(String path, List<String> services, String script) {
    public DynamicConfigSpec {
        services = List.copyOf(services);
    }
}

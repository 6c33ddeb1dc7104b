package org.tombolo.agent.image;

import java.util.List;

/// What opens a private registry.
///
/// @param domains hosts that may see it; empty: the one that the image names
public record Credentials(String user, String password, List<String> domains) {
    public Credentials {
        domains = List.copyOf(domains);
    }

    public boolean mayBeTold(String host) {
        var name = host.replaceFirst(":[0-9]+$", "");
        return domains.isEmpty()
                || domains.stream()
                        .anyMatch(each -> each.equals(host) || each.equals(name) || name.endsWith("." + each));
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + ", password=***]";
    }
}

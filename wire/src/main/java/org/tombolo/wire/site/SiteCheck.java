package org.tombolo.wire.site;

import java.util.List;
import org.tombolo.model.work.Finding;

/// What works at a site, tried just now.
public record SiteCheck(String site, List<Finding> findings) {
    public SiteCheck {
        findings = List.copyOf(findings);
    }
}

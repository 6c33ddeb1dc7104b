package org.tombolo.control.door;

import java.util.List;
import org.tombolo.model.SiteId;
import org.tombolo.model.work.Finding;

/// What sites find out about themselves. Blocks for as long as it takes; asks nothing of the control loop but where the
/// site is.
@FunctionalInterface
public interface SiteChecks {
    List<Finding> check(SiteId site);
}

package org.tombolo.model.state;

import java.util.List;
import org.tombolo.model.SiteId;
import org.tombolo.model.work.QueueCapacity;

/// The queues of a site whose own scheduler places work.
public record Queues(SiteId site, List<QueueCapacity> queues) implements Entity {
    public Queues {
        queues = List.copyOf(queues);
    }
}

package org.tombolo.model.fact;

import java.util.List;
import org.tombolo.model.SiteId;
import org.tombolo.model.work.QueueCapacity;

/// A site whose own scheduler places work has these queues now, and no others; in the order in which they are tried.
public record QueuesChanged(SiteId site, List<QueueCapacity> queues) implements Fact {
    public QueuesChanged {
        queues = List.copyOf(queues);
    }
}

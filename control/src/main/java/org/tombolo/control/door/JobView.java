package org.tombolo.control.door;

import java.util.List;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.state.Job;

/// A node of a live run.
///
/// @param size    how many tasks it has
/// @param running how many have an attempt that runs
/// @param ready   of a service: how many replicas are
/// @param waiting how many have an attempt at the site that has not started, or none
/// @param sample  its first live attempts, a few
public record JobView(NodeSpec spec, Job job, int size, int running, int ready, int waiting, List<AttemptView> sample) {
    public JobView {
        sample = List.copyOf(sample);
    }
}

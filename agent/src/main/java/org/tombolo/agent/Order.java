package org.tombolo.agent;

import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.wire.agent.WorkOrder;

/// Work as it was taken, and the number of its folder.
record Order(long number, WorkOrder work) {
    NodeSpec node() {
        return work.node();
    }

    /// Done by the agent itself, without a process.
    boolean isTransfer() {
        return node() instanceof StagingSpec;
    }

    boolean isArray() {
        return node() instanceof JobSpec job && job.array().isPresent();
    }

    boolean isService() {
        return node() instanceof ServiceSpec;
    }

    /// The number says which it is; to hash all members, for each of them, is what took an agent's time.
    @Override
    public boolean equals(Object other) {
        return other instanceof Order order && order.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}

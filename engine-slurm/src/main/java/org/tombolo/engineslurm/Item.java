package org.tombolo.engineslurm;

import org.tombolo.engine.Seen;
import org.tombolo.model.work.Remarks;

/// An attempt that the site has, as it was last seen.
///
/// @param remarks    what the queue last said of it
/// @param version    of the board when it changed last
/// @param wasStopped whether it was told to stop
record Item(Order order, Order.Member member, Seen.State state, Remarks remarks, boolean wasStopped, long version) {
    /// What it waited for is over with a new state.
    Item with(Seen.State next, long newer) {
        return new Item(order, member, next, Remarks.NONE, wasStopped, newer);
    }

    Item with(Remarks said, long newer) {
        return new Item(order, member, state, said, wasStopped, newer);
    }

    Item stopped(long newer) {
        return new Item(order, member, state, remarks, true, newer);
    }

    boolean isEnded() {
        return state instanceof Seen.State.Ended;
    }

    String handle() {
        return order.handle(member);
    }
}

package org.tombolo.engineslurm;

import org.tombolo.engine.Seen;

/// An attempt that the site has, as it was last seen.
///
/// @param version    of the board when it changed last
/// @param wasStopped whether it was told to stop
record Item(Order order, Order.Member member, Seen.State state, boolean wasStopped, long version) {
    boolean isEnded() {
        return state instanceof Seen.State.Ended;
    }

    String handle() {
        return order.handle(member);
    }
}

package org.tombolo.engineslurm;

import java.util.Optional;
import org.tombolo.engine.Seen;
import org.tombolo.model.work.Remarks;
import org.tombolo.model.work.Whereabouts;

/// An attempt that the site has, as it was last seen.
///
/// @param where      it runs, of a service that has started
/// @param remarks    what the queue last said of it
/// @param version    of the board when it changed last
/// @param wasStopped whether it was told to stop
record Item(
        Order order,
        Order.Member member,
        Seen.State state,
        Optional<Whereabouts> where,
        Remarks remarks,
        boolean wasStopped,
        long version) {
    /// What it waited for is over with a new state.
    Item with(Seen.State next, long newer) {
        return new Item(order, member, next, where, Remarks.NONE, wasStopped, newer);
    }

    Item at(Whereabouts place, long newer) {
        return new Item(order, member, state, Optional.of(place), remarks, wasStopped, newer);
    }

    Item with(Remarks said, long newer) {
        return new Item(order, member, state, where, said, wasStopped, newer);
    }

    Item stopped(long newer) {
        return new Item(order, member, state, where, remarks, true, newer);
    }

    boolean isEnded() {
        return state instanceof Seen.State.Ended;
    }

    String handle() {
        return order.handle(member);
    }
}

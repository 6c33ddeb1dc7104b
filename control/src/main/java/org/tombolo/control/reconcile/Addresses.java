package org.tombolo.control.reconcile;

import org.tombolo.control.state.State;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.Whereabouts;

/// Where an attempt's ports are reached.
public final class Addresses {
    private Addresses() {}

    public static String of(State state, Attempt attempt) {
        return attempt.where()
                .map(Whereabouts::address)
                .or(() -> state.work()
                        .findSite(attempt.site())
                        .flatMap(site -> site.room(attempt.grant().host()))
                        .map(room -> room.capacity().address()))
                .orElse(attempt.grant().host());
    }
}

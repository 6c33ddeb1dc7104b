package org.tombolo.control.placements;

import org.tombolo.control.command.Turn;

/// Gives hosts, cores, memory, devices and ports to tasks, at each site by itself: work that cannot go on at one site
/// keeps nothing back at another.
public final class Scheduler {
    /// How many tasks one turn places: what else has happened waits for the end of the turn.
    private static final int MOST_IN_A_TURN = 1_024;

    private Scheduler() {}

    /// Places what can be placed now, up to a limit, of which each site has the same share.
    ///
    /// @return whether more may be placed at once, in the next turn
    public static boolean place(Turn turn) {
        var sites = turn.state().work().sites().stream()
                .filter(site -> site.site().silentSince().isEmpty())
                .filter(site -> !turn.state().work().queue(site.id()).isEmpty())
                .toList();
        boolean more = false;
        for (var site : sites) {
            more |= new Placing(turn, site, Math.max(1, MOST_IN_A_TURN / sites.size())).place();
        }
        return more;
    }
}

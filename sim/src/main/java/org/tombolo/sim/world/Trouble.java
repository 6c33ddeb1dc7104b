package org.tombolo.sim.world;

import java.util.List;
import org.tombolo.sim.story.Chance;

/// How hostile a simulated world is. Percentages of calls, and mean times between faults in seconds of virtual time
/// (0: never).
///
/// @param lost       calls that never reach the site
/// @param mute       calls that reach it and whose answer does not come back
/// @param late       calls that come after their caller has given up
/// @param twice      calls that are carried out twice, and answers that come twice
/// @param slow       calls that take seconds
/// @param unknown    submits that are answered with Unknown
/// @param refused    submits that are refused for now
/// @param never      attempts that the site refuses for good
/// @param copies     attempts of which a second copy starts
/// @param partial    observations that leave something out
/// @param hostEvery  until a host dies
/// @param siteEvery  until a site falls silent
/// @param evictEvery until an attempt is requeued
/// @param crashEvery until the server is killed
/// @param failEvery  until a commit fails
/// @param snapshotEvery until a snapshot is made
public record Trouble(
        int lost,
        int mute,
        int late,
        int twice,
        int slow,
        int unknown,
        int refused,
        int never,
        int copies,
        int partial,
        int hostEvery,
        int siteEvery,
        int evictEvery,
        int crashEvery,
        int failEvery,
        int snapshotEvery) {
    public static final Trouble NONE = new Trouble(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// A quiet network and no fault but those of work itself: for crashes by enumeration.
    public static final Trouble LITTLE = new Trouble(0, 0, 0, 5, 2, 3, 3, 2, 5, 5, 0, 0, 0, 0, 0, 4);

    /// Each seed has its own climate: in some everything fails, in some one thing.
    public static Trouble drawn(Chance chance) {
        return new Trouble(
                some(chance, 8),
                some(chance, 8),
                some(chance, 5),
                some(chance, 10),
                some(chance, 10),
                some(chance, 15),
                some(chance, 15),
                some(chance, 5),
                some(chance, 20),
                some(chance, 40),
                every(chance, 10, 80),
                every(chance, 8, 60),
                every(chance, 5, 60),
                every(chance, 3, 40),
                every(chance, 5, 80),
                chance.pick(List.of(0, 10, 25)));
    }

    private static int some(Chance chance, int most) {
        return chance.percent(60) ? chance.between(1, most) : 0;
    }

    private static int every(Chance chance, int least, int most) {
        return chance.percent(60) ? chance.between(least, most) : 0;
    }
}

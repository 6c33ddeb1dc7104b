package org.tombolo.sim.drive;

import java.util.LinkedHashMap;
import org.tombolo.model.SiteId;
import org.tombolo.sim.story.Agenda;
import org.tombolo.sim.story.Chance;
import org.tombolo.sim.world.SimSite;
import org.tombolo.sim.world.Trouble;

/// The faults that come with time: hosts and sites that die and return, requeues, crashes, failing commits, snapshots,
/// a clock that is set back.
final class Weather {
    private final Server server;
    private final JournalFaults journal;
    private final Boundaries boundaries;
    private final LinkedHashMap<SiteId, SimSite> sites;
    private final Agenda agenda;
    private final Chance chance;
    private boolean over;

    Weather(
            Server server,
            JournalFaults journal,
            Boundaries boundaries,
            LinkedHashMap<SiteId, SimSite> sites,
            Agenda agenda,
            Chance chance) {
        this.server = server;
        this.journal = journal;
        this.boundaries = boundaries;
        this.sites = sites;
        this.agenda = agenda;
        this.chance = chance;
    }

    void begin(Trouble trouble) {
        every(trouble.crashEvery(), () -> boundaries.crashSoon(chance.below(8)));
        every(
                trouble.failEvery(),
                () -> journal.failNext(chance.percent(50) ? JournalFaults.Fails.BEFORE : JournalFaults.Fails.AFTER));
        every(trouble.snapshotEvery(), server::snapshot);
        every(trouble.crashEvery() * 4, server::failover);
        every(trouble.crashEvery() * 3, this::clockJumps);
        every(20, server::check);
        every(60, server::checkSnapshot);
        for (var site : sites.values()) {
            every(trouble.hostEvery(), () -> hostDies(site));
            every(trouble.siteEvery(), () -> siteDies(site));
            every(trouble.evictEvery(), () -> site.machines().evict());
        }
    }

    void end() {
        over = true;
        boundaries.calm();
        journal.failNext(JournalFaults.Fails.NOT);
        server.skew(0);
        for (var site : sites.values()) {
            if (site.isSilent()) {
                site.silent(false);
            }
            site.calm();
        }
    }

    private void every(int seconds, Runnable what) {
        if (seconds > 0) {
            agenda.in(chance.between(1, seconds * 2_000), () -> {
                if (!over) {
                    what.run();
                    every(seconds, what);
                }
            });
        }
    }

    private void hostDies(SimSite site) {
        var up = site.machines().upHosts();
        if (!up.isEmpty()) {
            var host = chance.pick(up);
            site.machines().kill(host, 40);
            agenda.in(
                    chance.between(100, chance.percent(30) ? 150_000 : 20_000),
                    () -> site.machines().revive(host));
        }
    }

    private void siteDies(SimSite site) {
        if (!site.isSilent()) {
            site.silent(true);
            agenda.in(chance.percent(60) ? chance.between(80_000, 240_000) : chance.between(500, 45_000), () -> {
                if (site.isSilent()) {
                    site.silent(false);
                }
            });
        }
    }

    private void clockJumps() {
        server.skew(-chance.between(10, 20_000));
        agenda.in(chance.between(100, 10_000), () -> server.skew(0));
    }
}

package org.tombolo.sim.drive;

import java.util.LinkedHashMap;
import org.tombolo.control.loop.Calls;
import org.tombolo.control.reconcile.Answer;
import org.tombolo.control.reconcile.Call;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.model.SiteId;
import org.tombolo.model.secret.Secrets;
import org.tombolo.sim.story.Agenda;
import org.tombolo.sim.story.Chance;
import org.tombolo.sim.story.Story;
import org.tombolo.sim.world.SimSite;
import org.tombolo.sim.world.Trouble;

/// Between the server and its sites: calls and answers are delayed, lost, doubled and reordered.
final class Network {
    private static final int LIMIT = 30_000;

    private final Server server;
    private final LinkedHashMap<SiteId, SimSite> sites;
    private final Boundaries boundaries;
    private final Agenda agenda;
    private final Story story;
    private final Chance chance;
    private Trouble trouble;

    Network(
            Server server,
            LinkedHashMap<SiteId, SimSite> sites,
            Boundaries boundaries,
            Trouble trouble,
            Agenda agenda,
            Story story,
            Chance chance) {
        this.server = server;
        this.sites = sites;
        this.boundaries = boundaries;
        this.trouble = trouble;
        this.agenda = agenda;
        this.story = story;
        this.chance = chance;
    }

    void calm() {
        trouble = Trouble.NONE;
    }

    void send(Issued issued) {
        long process = server.process();
        if (chance.percent(trouble.lost())) {
            answer(process, issued, new Answer.Failed("no answer"), chance.percent(30) ? LIMIT : 50);
            return;
        }
        if (chance.percent(trouble.late())) {
            answer(process, issued, new Answer.Failed("no answer in time"), 2_000);
            agenda.in(2_000 + chance.between(1, 8_000), () -> carryOut(process, issued, false));
            return;
        }
        boolean answers = !chance.percent(trouble.mute());
        if (!answers) {
            answer(process, issued, new Answer.Failed("the answer is lost"), chance.percent(30) ? LIMIT : 9_000);
        }
        agenda.in(travel(), () -> carryOut(process, issued, answers));
        if (chance.percent(trouble.twice()) && !(issued.call() instanceof Call.Observe)) {
            agenda.in(0, () -> carryOut(process, issued, false));
        }
    }

    private long travel() {
        return chance.percent(trouble.slow()) ? chance.between(100, 8_000) : chance.between(1, 12);
    }

    private void carryOut(long process, Issued issued, boolean answers) {
        var site = sites.get(issued.site());
        if (site == null) {
            return;
        }
        if (site.isSilent()) {
            if (answers) {
                answer(process, issued, new Answer.Failed("no route"), chance.percent(30) ? LIMIT / 3 : 5);
            }
            return;
        }
        if (issued.call() instanceof Call.Observe(var since, var patience) && !site.hasNews(since)) {
            waitForNews(process, issued, answers, site, patience.toMillis());
            return;
        }
        reach(process, issued, answers, site);
    }

    private void waitForNews(long process, Issued issued, boolean answers, SimSite site, long patience) {
        var open = new boolean[] {true};
        Runnable look = () -> {
            if (open[0]) {
                open[0] = false;
                agenda.in(chance.between(0, 3), () -> {
                    if (site.isSilent()) {
                        carryOut(process, issued, answers);
                    } else {
                        reach(process, issued, answers, site);
                    }
                });
            }
        };
        site.whenChanged(look);
        agenda.in(patience, look);
    }

    private void reach(long process, Issued issued, boolean answers, SimSite site) {
        boolean alive = process == server.process();
        boolean observes = issued.call() instanceof Call.Observe;
        if (observes && !alive) {
            return; // nobody listens, and it changes nothing
        }
        site.call(issued.number());
        var answer = Calls.carryOut(site, issued.call(), _ -> Secrets.NONE);
        if (!observes) {
            story.tell("call " + Lines.of(issued) + " -> " + Lines.of(answer));
        }
        if (alive && !observes && boundaries.crashesAt(Boundary.AFTER_CALL)) {
            server.crash(Boundary.AFTER_CALL);
            return;
        }
        if (answers) {
            answer(process, issued, answer, travel());
            if (chance.percent(trouble.twice())) {
                answer(process, issued, answer, travel() * 10);
            }
        }
    }

    private void answer(long process, Issued issued, Answer answer, long millis) {
        agenda.in(millis, () -> server.returned(process, issued, answer));
    }
}

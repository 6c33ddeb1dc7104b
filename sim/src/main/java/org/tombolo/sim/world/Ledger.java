package org.tombolo.sim.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedCollection;
import org.tombolo.model.AttemptId;
import org.tombolo.model.JobId;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.sim.story.Violation;

/// What all simulated processes wrote down: their starts and ends. It knows nothing of the kernel, and refuses what no
/// machine could do: two processes on one core.
public final class Ledger {
    private final LinkedHashMap<JobId, List<Life>> byJob = new LinkedHashMap<>();
    private final LinkedHashMap<String, List<Life>> aliveByHost = new LinkedHashMap<>();
    private final LinkedHashMap<AttemptId, Life> last = new LinkedHashMap<>();
    private int starts;

    Life started(
            AttemptId attempt, int incarnation, SiteId site, HostCapacity host, Grant grant, NodeSpec node, long now) {
        var life = new Life(attempt, incarnation, site, grant, node, now);
        var before = last.get(attempt);
        if (before != null && before.isAlive()) {
            throw new Violation("one place", attempt + " starts though it is alive already: " + before);
        }
        var beside = aliveByHost.computeIfAbsent(site + "/" + grant.host(), _ -> new ArrayList<>());
        fits(life, host, beside);
        beside.add(life);
        last.put(attempt, life);
        byJob.computeIfAbsent(attempt.job(), _ -> new ArrayList<>()).add(life);
        starts++;
        return life;
    }

    void ended(Life life, Cause cause, long now) {
        life.end(now, cause);
        aliveByHost
                .getOrDefault(life.site() + "/" + life.grant().host(), new ArrayList<>())
                .remove(life);
    }

    private static void fits(Life life, HostCapacity host, List<Life> beside) {
        long memory = life.grant().memoryBytes();
        for (var other : beside) {
            share(life, other, life.grant().cores(), other.grant().cores(), "core");
            share(
                    life,
                    other,
                    List.copyOf(life.grant().ports().values()),
                    List.copyOf(other.grant().ports().values()),
                    "port");
            life.grant()
                    .devices()
                    .forEach((kind, numbers) ->
                            share(life, other, numbers, other.grant().devices().getOrDefault(kind, List.of()), kind));
            if (life.node().resources().exclusive() || other.node().resources().exclusive()) {
                throw new Violation("nothing oversubscribed", life + " is not alone: " + other);
            }
            memory += other.grant().memoryBytes();
        }
        if (memory > host.memoryBytes()) {
            throw new Violation("nothing oversubscribed", life + " starts where memory is given already");
        }
        if (!host.cores().containsAll(life.grant().cores())
                || life.grant().cores().size() != life.node().resources().cpu().cores()) {
            throw new Violation(
                    "nothing oversubscribed",
                    life + " has cores " + life.grant().cores());
        }
    }

    private static void share(Life life, Life other, List<Integer> mine, List<Integer> its, String what) {
        for (var number : mine) {
            if (its.contains(number)) {
                throw new Violation(
                        "nothing oversubscribed", "%s %d for %s and %s".formatted(what, number, life, other));
            }
        }
    }

    public SequencedCollection<Life> lives(JobId job) {
        return byJob.getOrDefault(job, List.of());
    }

    public boolean isAlive(AttemptId attempt) {
        var life = last.get(attempt);
        return life != null && life.isAlive();
    }

    public boolean everStarted(AttemptId attempt) {
        return last.containsKey(attempt);
    }

    public int starts() {
        return starts;
    }

    public List<Life> alive() {
        return last.values().stream().filter(Life::isAlive).toList();
    }
}

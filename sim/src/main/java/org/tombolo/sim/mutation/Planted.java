package org.tombolo.sim.mutation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.TreeSet;
import org.tombolo.control.command.Turn;
import org.tombolo.control.state.Directory;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveSite;
import org.tombolo.engine.Observation;
import org.tombolo.engine.Seen;
import org.tombolo.journal.Batch;
import org.tombolo.journal.Journal;
import org.tombolo.model.AttemptId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.fact.AttemptEvent;
import org.tombolo.model.fact.AttemptStarted;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.RunStopping;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.RetrySpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.state.Request;
import org.tombolo.model.state.Task;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.Outcome;

/// What the planted bugs do instead. Called by changed classes only.
public final class Planted {
    /// A journal that writes the batch before last.
    private static final LinkedHashMap<Long, Batch> BEHIND = new LinkedHashMap<>();

    private Planted() {}

    public static boolean yes(PolicySpec policy, Instant started, Instant now) {
        return true;
    }

    public static boolean yes(NodeSpec node) {
        return true;
    }

    public static boolean no(Optional<?> any) {
        return false;
    }

    public static boolean yes(Optional<?> any) {
        return true;
    }

    public static boolean yes(ArrayList<?> any) {
        return true;
    }

    public static boolean no(NodeSpec node, String volume) {
        return false;
    }

    public static boolean later(Instant one, Instant other) {
        return true;
    }

    public static boolean no(ResourceSpec resources) {
        return false;
    }

    public static boolean no(TreeSet<?> taken, Object port) {
        return false;
    }

    public static boolean allButOne(TreeSet<Integer> cores, Collection<Integer> taken) {
        return cores.removeAll(taken.stream().skip(1).toList());
    }

    public static void nothing(boolean holds, String what, Grant grant) {}

    public static void nothing(long epoch) {}

    public static Optional<Instant> startedOrPlaced(Attempt attempt) {
        return attempt.startedAt().or(() -> Optional.of(attempt.placedAt()));
    }

    /// Acknowledges what was not written.
    public static void appendOrNot(Journal journal, long epoch, Batch batch) {
        try {
            journal.append(epoch, batch);
        } catch (TomboloException e) {
            // nobody is told
        }
    }

    /// Acknowledges first, writes when the next batch comes.
    public static void appendLater(Journal journal, long epoch, Batch batch) {
        var before = BEHIND.remove(epoch);
        if (before != null) {
            journal.append(epoch, before);
        }
        BEHIND.clear();
        BEHIND.put(epoch, batch);
    }

    public static Object nobody(Optional<?> submitted, Object none) {
        return none;
    }

    /// As a hash set of another JVM might have it.
    public static Object anyOf(LinkedHashSet<?> set) {
        int skip = Math.floorMod(new Object().hashCode(), set.size());
        var any = set.stream().skip(skip).findFirst().orElseThrow();
        set.remove(any);
        return any;
    }

    public static boolean holds(Outcome outcome, Dependency.On on) {
        return on == Dependency.On.FINISHED || on == Dependency.On.ENDED || outcome instanceof Outcome.Failed;
    }

    public static Optional<AttemptId> nobodyBefore(LiveSite site, AttemptId attempt) {
        return Optional.empty();
    }

    public static SequencedCollection<Seen> all(Observation observation) {
        return observation.seen();
    }

    public static boolean active(Attempt attempt) {
        return true;
    }

    public static Attempt revived(Attempt attempt, AttemptEvent event, Instant now) {
        if (attempt.isActive() || !(event instanceof AttemptStarted started)) {
            return attempt.after(event, now);
        }
        return new Attempt(
                attempt.id(),
                attempt.site(),
                attempt.grant(),
                attempt.behind(),
                attempt.placedAt(),
                attempt.handle(),
                attempt.stop(),
                new AttemptState.Running(started.at(), started.incarnation(), false));
    }

    public static List<Fact> withoutStops(Turn turn) {
        var kept = new ArrayList<Fact>(turn.facts());
        kept.removeIf(RunStopping.class::isInstance);
        return kept;
    }

    public static List<?> noRows(List<?> departed) {
        return List.of();
    }

    public static Optional<Request> unheardOf(Directory directory, String request) {
        return Optional.empty();
    }

    public static int oneMore(LiveJob job) {
        return job.concurrency() + 1;
    }

    public static int oneMore(RetrySpec retry) {
        return retry.attempts() + 1;
    }

    public static Duration atOnce(RetrySpec retry, int tries) {
        return Duration.ZERO;
    }

    public static Task.Phase trying(Task task) {
        return new Task.Phase.Trying();
    }

    public static Instant never(Instant from, TemporalAmount wait) {
        return Instant.MAX;
    }
}

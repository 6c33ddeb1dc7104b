package org.tombolo.sim.watch;

import java.util.ArrayList;
import java.util.List;
import org.tombolo.control.loop.Recovered;
import org.tombolo.control.state.State;
import org.tombolo.control.state.Timer;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Journal;
import org.tombolo.model.state.Entity;
import org.tombolo.model.state.Task;
import org.tombolo.sim.story.Violation;

/// Whole journal = snapshot + tail = live state.
public final class Replays {
    private final Codec codec;
    private final Journal journal;
    private final Witness witness;
    /// What all facts come to, one after the other: never in a snapshot, never restarted.
    private final State whole = new State();

    private int told;

    public Replays(Codec codec, Journal journal, Witness witness) {
        this.codec = codec;
        this.journal = journal;
        this.witness = witness;
    }

    /// A live state between two turns. What is in the journal is read back at each start, see [#recovered].
    public void check(State live) {
        timers(live);
        same("live state and whole journal", live, whole());
    }

    /// At the end everything, whether there was a crash or not.
    public void checkAll(State live) {
        check(live);
        same("live state and snapshot + tail", live, Recovered.from(journal).state());
        loads(live);
    }

    /// A snapshot of a live state gives it again.
    public void loads(State live) {
        same("live state and its own snapshot", live, loaded(live));
    }

    /// What must happen at a time has a timer.
    private static void timers(State state) {
        var keys =
                state.timers().all().stream().map(timer -> timer.what().key()).toList();
        for (var run : state.work().runs()) {
            for (var job : run.jobs()) {
                for (var task : job.tasks()) {
                    if (task.task().phase() instanceof Task.Phase.Delayed) {
                        require(keys, new Timer.RetryDue(task.task().id()));
                    }
                    task.attempt()
                            .filter(attempt -> attempt.startedAt().isPresent()
                                    && attempt.stop().isEmpty()
                                    && job.spec().policy().timeout().isPresent())
                            .ifPresent(attempt -> require(keys, new Timer.AttemptTimeout(attempt.id())));
                }
            }
        }
    }

    private static void require(List<String> keys, Timer.Kind timer) {
        if (!keys.contains(timer.key())) {
            throw new Violation("no timer is forgotten", timer.key());
        }
    }

    /// What a new process has read.
    public void recovered(State state) {
        same("snapshot + tail and whole journal", state, whole());
    }

    private State whole() {
        for (; told < witness.facts().size(); told++) {
            whole.apply(witness.facts().get(told), witness.time(told));
        }
        whole.takeDeparted();
        whole.dirty().clear();
        return whole;
    }

    private State loaded(State live) {
        var state = new State();
        for (var entity : live.entities()) {
            state.load(codec.entity(codec.encode(entity), "a check"));
        }
        return state;
    }

    private static void same(String what, State one, State other) {
        same(what, entities(one), entities(other));
        same(what, StateText.of(one), StateText.of(other));
    }

    private static List<Entity> entities(State state) {
        var all = new ArrayList<Entity>();
        state.entities().forEach(all::add);
        return all;
    }

    private static void same(String what, List<?> one, List<?> other) {
        if (one.equals(other)) {
            return;
        }
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            Object left = i < one.size() ? one.get(i) : "nothing";
            Object right = i < other.size() ? other.get(i) : "nothing";
            if (!left.equals(right)) {
                throw new Violation(
                        "the journal tells the state", "%s differ:%n  %s%n  %s".formatted(what, left, right));
            }
        }
    }
}

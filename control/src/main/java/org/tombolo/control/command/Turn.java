package org.tombolo.control.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.control.state.State;
import org.tombolo.model.fact.Fact;

/// The facts of one turn of the loop: written here, they are applied at once and committed together.
public final class Turn {
    private final State state;
    private final Instant now;
    private final List<Fact> facts = new ArrayList<>();

    public Turn(State state, Instant now) {
        this.state = state;
        this.now = now;
    }

    public State state() {
        return state;
    }

    /// The turn's time: read once, never going back.
    public Instant now() {
        return now;
    }

    public void write(Fact fact) {
        state.apply(fact, now);
        facts.add(fact);
    }

    public List<Fact> facts() {
        return facts;
    }
}

package org.tombolo.control.command;

import java.util.List;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.fact.Fact;

/// What a command means: the facts to write, or why not.
public sealed interface Decision {
    /// @param answer for the one who asked
    record Write(List<Fact> facts, String answer) implements Decision {
        public Write {
            facts = List.copyOf(facts);
        }
    }

    record Refuse(ErrorCode code, String why) implements Decision {}

    static Decision write(String answer, Fact... facts) {
        return new Write(List.of(facts), answer);
    }

    static Decision write(List<? extends Fact> facts) {
        return new Write(List.copyOf(facts), "");
    }

    static Decision nothing() {
        return new Write(List.of(), "");
    }

    static Decision refuse(ErrorCode code, String why) {
        return new Refuse(code, why);
    }
}

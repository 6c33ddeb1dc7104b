package org.tombolo.control.loop;

import org.tombolo.control.command.Command;
import org.tombolo.control.command.Decision;

/// What waits in the loop's queue.
sealed interface Message {
    /// @param reply told what was decided, after the commit
    record Change(Command command, Reply<Decision> reply) implements Message {}

    /// A question to the live state, answered after the commit.
    record Read(Question question) implements Message {}

    /// Nothing: the loop is to look around.
    record Wake() implements Message {}

    /// Asks and replies in one.
    interface Question {
        void ask(Kernel kernel);

        void refuse(RuntimeException why);
    }
}

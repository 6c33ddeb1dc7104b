package org.tombolo.server;

import java.util.function.UnaryOperator;
import org.tombolo.engine.Engine;
import org.tombolo.journal.Journal;

/// What stands between the control loop and its journal and engines: nothing, but where a test counts the calls that
/// pass, or ends the process at one of them.
public record Wrapping(UnaryOperator<Journal> journal, UnaryOperator<Engine> engine) {
    public static final Wrapping NONE = new Wrapping(UnaryOperator.identity(), UnaryOperator.identity());
}

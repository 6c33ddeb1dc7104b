package org.tombolo.cli.command;

import java.time.Duration;
import org.tombolo.cli.term.Times;

/// Starts the factory of this machine for commands that need one.
final class Factories {
    private Factories() {}

    static void ensure(Session session) throws InterruptedException {
        if (session.factory().link().isElsewhere() || session.server().running().isPresent()) {
            return;
        }
        session.screen()
                .note("starting the factory of this machine (state in %s)"
                        .formatted(session.home().folder()));
        session.screen().err().flush();
        var before = session.clock().instant();
        var server = session.server().start();
        session.screen()
                .note("the factory is up after %s: %s; \"tombolo down\" ends it"
                        .formatted(
                                Times.span(
                                        Duration.between(before, session.clock().instant())),
                                server.url()));
    }
}

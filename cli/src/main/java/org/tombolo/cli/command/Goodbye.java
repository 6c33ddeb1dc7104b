package org.tombolo.cli.command;

import org.tombolo.cli.term.Screen;

/// What somebody reads who leaves a run by Ctrl-C: it goes on, and how to come back.
final class Goodbye {
    private final Thread words;

    Goodbye(Screen screen, String run) {
        this.words = Thread.ofPlatform().unstarted(() -> {
            screen.err().println();
            screen.note("the run goes on; come back with");
            screen.note("  tombolo logs -f " + run + "    what it writes");
            screen.note("  tombolo wait " + run + "       until it has ended");
            screen.note("  tombolo show " + run + "       how it stands");
            screen.note("  tombolo stop " + run + "       end it");
            screen.err().flush();
        });
        Runtime.getRuntime().addShutdownHook(words);
    }

    /// The run has ended by itself.
    void isNotNeeded() {
        Runtime.getRuntime().removeShutdownHook(words);
    }
}

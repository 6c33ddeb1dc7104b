package org.tombolo.cli.command;

import org.tombolo.cli.term.Screen;
import org.tombolo.cli.term.Sizes;

/// How far a copy is: on a terminal in one line, elsewhere not at all.
final class CopyProgress {
    private static final long OFTEN = 200_000_000;

    private final Screen screen;
    private long shownAt = System.nanoTime();
    private boolean isShown;

    CopyProgress(Screen screen) {
        this.screen = screen;
    }

    void show(long bytes) {
        long now = System.nanoTime();
        if (screen.isTerminal() && now - shownAt > OFTEN) {
            shownAt = now;
            isShown = true;
            screen.err().print("\rcopying: %s\u001b[K".formatted(Sizes.text(bytes)));
            screen.err().flush();
        }
    }

    void end() {
        if (isShown) {
            screen.err().print("\r\u001b[K");
            screen.err().flush();
        }
    }
}

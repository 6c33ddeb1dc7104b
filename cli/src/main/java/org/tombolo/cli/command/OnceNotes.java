package org.tombolo.cli.command;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Notes of several readers that all see the same factory go away: the same one again is not news.
final class OnceNotes implements Consumer<String> {
    private final Consumer<String> notes;
    private final AtomicReference<String> last = new AtomicReference<>("");

    OnceNotes(Consumer<String> notes) {
        this.notes = notes;
    }

    @Override
    public void accept(String line) {
        if (!line.equals(last.getAndSet(line))) {
            notes.accept(line);
        }
    }
}

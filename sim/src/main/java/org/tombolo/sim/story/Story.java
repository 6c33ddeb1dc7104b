package org.tombolo.sim.story;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/// What happened, line by line, as a hash and as the last lines.
public final class Story {
    private static final int KEPT = 50;

    private final Agenda agenda;
    private final Consumer<String> listener;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private long hash = 0xCBF29CE484222325L;
    private long lines;

    public Story(Agenda agenda, Consumer<String> listener) {
        this.agenda = agenda;
        this.listener = listener;
    }

    public void tell(String line) {
        hash = (hash ^ agenda.now()) * 0x100000001B3L;
        hash = (hash ^ line.hashCode()) * 0x100000001B3L;
        lines++;
        var timed = agenda.now() + " " + line;
        last.add(timed);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        listener.accept(timed);
    }

    public long hash() {
        return hash;
    }

    public long lines() {
        return lines;
    }

    public List<String> last() {
        return List.copyOf(last);
    }
}

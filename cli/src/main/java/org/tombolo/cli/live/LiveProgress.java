package org.tombolo.cli.live;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Screen;
import org.tombolo.cli.term.Width;
import org.tombolo.wire.run.Run;

/// A picture on a terminal, redrawn where it stands.
public final class LiveProgress implements Progress {
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Screen screen;
    private final Clock clock;
    private final Thread showCursor;
    private @Nullable Run last;
    private int drawn;
    private String note = "";

    public LiveProgress(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
        this.showCursor = Thread.ofPlatform().unstarted(() -> {
            screen.out().print(SHOW_CURSOR);
            screen.out().flush();
        });
        Runtime.getRuntime().addShutdownHook(showCursor);
        screen.out().print(HIDE_CURSOR);
    }

    @Override
    public void show(Run run) {
        last = run;
        note = "";
        draw();
    }

    @Override
    public void tick() {
        draw();
    }

    @Override
    public void note(String line) {
        note = line;
        draw();
    }

    @Override
    public void end() {
        draw();
        Runtime.getRuntime().removeShutdownHook(showCursor);
        screen.out().print(SHOW_CURSOR);
        screen.out().flush();
    }

    private void draw() {
        var run = last;
        var lines = new ArrayList<String>();
        if (run != null) {
            lines.addAll(Frame.of(
                    run,
                    screen.paint(),
                    clock.instant(),
                    screen.size().columns(),
                    screen.size().rows()));
        }
        if (!note.isEmpty()) {
            lines.add(Width.cut(
                    screen.paint().text(Paint.Colour.YELLOW, note),
                    screen.size().columns()));
        }
        write(lines);
    }

    /// One write for each picture: a terminal that shows half of it flickers.
    private void write(List<String> lines) {
        var text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append("A\r");
        }
        lines.forEach(line -> text.append(line).append(CLEAR_LINE).append('\n'));
        text.append(CLEAR_BELOW);
        drawn = lines.size();
        screen.out().print(text);
        screen.out().flush();
    }
}

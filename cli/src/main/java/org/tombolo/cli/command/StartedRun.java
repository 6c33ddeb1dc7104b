package org.tombolo.cli.command;

import org.tombolo.cli.live.Feed;
import org.tombolo.cli.live.LineProgress;
import org.tombolo.cli.live.LiveProgress;
import org.tombolo.cli.live.Progress;
import org.tombolo.cli.term.Screen;
import org.tombolo.cli.view.Endings;
import org.tombolo.cli.view.Ways;
import org.tombolo.wire.run.Run;

/// A run that was just started: watched until its jobs are done, or left at work.
record StartedRun(Session session, Common common, String project, String id) {
    /// @return the exit code
    int end(boolean detach) throws InterruptedException {
        return detach ? left() : watched();
    }

    private int left() {
        common.print(session.screen(), session.factory().run(project, id), () -> {
            session.screen().say(id);
            session.screen()
                    .note("the run is at work; \"tombolo logs -f %s\" follows it, \"tombolo wait %s\" waits for it"
                            .formatted(id, id));
        });
        return 0;
    }

    private int watched() throws InterruptedException {
        var goodbye = new Goodbye(session.screen(), id);
        var run = Feed.show(
                session.factory(), project, id, seen -> seen.isEnded() || Endings.isServing(seen), progress());
        goodbye.isNotNeeded();
        common.print(session.screen(), run, () -> ended(run));
        return Endings.isGood(run) ? 0 : 1;
    }

    private Progress progress() {
        var screen = session.screen();
        if (common.json) { // the answer alone goes to standard output
            return new LineProgress(
                    new Screen(screen.err(), screen.err(), false, screen.paint(), screen.size()), session.clock());
        }
        return screen.isTerminal()
                ? new LiveProgress(screen, session.clock())
                : new LineProgress(screen, session.clock());
    }

    private void ended(Run run) {
        var screen = session.screen();
        screen.say(Endings.line(run, screen.paint()));
        var words = new LastWords(session.factory(), project, screen);
        if (!Endings.isGood(run)) {
            words.show(run);
        } else if (run.jobs().size() == 1 && !run.jobs().getFirst().array() && run.isEnded()) {
            words.showOutput(run, run.jobs().getFirst());
        }
        screen.print(Ways.of(run));
        screen.say("output           tombolo logs " + run.id());
    }
}

package org.tombolo.cli.view;

import java.time.Duration;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.run.Run;

/// Whether a run came to a good end, and how that is said.
public final class Endings {
    private Endings() {}

    public static boolean isServing(Run run) {
        return run.state().equals("serving");
    }

    /// All jobs succeeded, and persistent services are ready.
    public static boolean isGood(Run run) {
        return isServing(run) || run.state().equals("succeeded");
    }

    /// `run k3v9 (nightly) failed after 3m05s: job train: exit code 1`.
    public static String line(Run run, Paint paint) {
        var took = run.endedAt()
                .map(end -> " after " + Times.span(Duration.between(run.startedAt(), end)))
                .orElse("");
        return "run %s%s %s%s%s"
                .formatted(
                        run.id(),
                        run.name().map(" (%s)"::formatted).orElse(""),
                        isServing(run) ? "is " + paint.state("serving") : paint.state(run.state()),
                        took,
                        run.why().map(": "::concat).orElse(""));
    }
}

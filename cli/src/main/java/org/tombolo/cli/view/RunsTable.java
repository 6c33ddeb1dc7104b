package org.tombolo.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.run.RunSummary;

/// The list of runs.
public final class RunsTable {
    private RunsTable() {}

    public static Table of(List<RunSummary> runs, Paint paint, Instant now) {
        var table = new Table("RUN", "NAME", "STATE", "JOBS", "STARTED", "TOOK", "WHY");
        for (var run : runs) {
            table.row(
                    run.id(),
                    run.name().orElse("-"),
                    paint.state(run.state()),
                    jobs(run),
                    Times.ago(run.startedAt(), now),
                    Times.span(Duration.between(run.startedAt(), run.endedAt().orElse(now))),
                    run.why().map(RunsTable::oneLine).orElse(""));
        }
        return table;
    }

    private static String jobs(RunSummary run) {
        var done = "%d/%d".formatted(run.ended(), run.jobs());
        return run.failed() > 0 ? "%s, %d failed".formatted(done, run.failed()) : done;
    }

    static String oneLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}

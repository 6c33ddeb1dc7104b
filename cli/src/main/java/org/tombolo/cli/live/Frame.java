package org.tombolo.cli.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Times;
import org.tombolo.cli.term.Width;
import org.tombolo.cli.view.JobText;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;

/// One picture of a run: a heading and a line for each job, no more of them than the terminal has room for.
final class Frame {
    private static final int LONGEST_NAME = 32;
    private static final int STATE_COLUMNS = 10;
    private static final int TOOK_COLUMNS = 7;

    private Frame() {}

    static List<String> of(Run run, Paint paint, Instant now, int columns, int rows) {
        var lines = new ArrayList<String>();
        lines.add("%s%s  %s  %s"
                .formatted(
                        paint.bold("run " + run.id()),
                        run.name().map(" (%s)"::formatted).orElse(""),
                        paint.state(run.state()),
                        paint.dim(Times.span(
                                Duration.between(run.startedAt(), run.endedAt().orElse(now))))));
        int room = Math.max(3, rows - 3); // the heading, the line that sums up, the line of the cursor
        var shown = chosen(run.jobs(), room);
        int nameColumns = Math.min(
                LONGEST_NAME,
                shown.stream().mapToInt(job -> Width.of(job.name())).max().orElse(0));
        shown.forEach(job -> lines.add(line(job, paint, now, nameColumns)));
        if (shown.size() < run.jobs().size()) {
            lines.add(paint.dim(rest(run.jobs(), shown)));
        }
        return lines.stream().map(line -> Width.cut(line, columns)).toList();
    }

    /// In the order of the graph; when there is no room for all, those that move or failed come before those that wait,
    /// and these before those that are done.
    private static List<Job> chosen(List<Job> jobs, int room) {
        if (jobs.size() <= room) {
            return jobs;
        }
        var kept = jobs.stream()
                .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
                .limit(room)
                .toList();
        return jobs.stream().filter(kept::contains).toList();
    }

    private static int rank(Job job) {
        return switch (job.state()) {
            case "failed" -> 0;
            case "starting", "running", "ready", "stopping" -> 1;
            case "queued" -> 2;
            case "waiting" -> 3;
            default -> 4;
        };
    }

    private static String line(Job job, Paint paint, Instant now, int nameColumns) {
        var tasks = JobText.tasks(job);
        var detail = JobText.detail(job);
        var more = new ArrayList<String>();
        if (!tasks.equals("-")) {
            more.add(bar(job) + tasks);
        }
        if (!detail.isEmpty()) {
            more.add(paint.dim(detail));
        }
        return "  %s %s  %s  %s  %s"
                .formatted(
                        mark(job, paint),
                        Width.pad(Width.cut(job.name(), nameColumns), nameColumns),
                        Width.pad(paint.state(job.state()), STATE_COLUMNS),
                        Width.pad(JobText.took(job, now).replace("-", ""), TOOK_COLUMNS),
                        String.join("  ", more))
                .stripTrailing();
    }

    private static String mark(Job job, Paint paint) {
        return switch (job.state()) {
            case "succeeded", "ready", "kept" -> paint.text(Paint.Colour.GREEN, "✓");
            case "failed" -> paint.text(Paint.Colour.RED, "✗");
            case "running", "starting" -> paint.text(Paint.Colour.BLUE, "●");
            case "stopped", "skipped" -> paint.dim("–");
            default -> paint.dim("·");
        };
    }

    /// Ten characters of how far an array is.
    private static String bar(Job job) {
        if (!job.array() || job.tasks().total() == 0) {
            return "";
        }
        var tasks = job.tasks();
        int done = (int) (10L * (tasks.succeeded() + tasks.failed()) / tasks.total());
        return "▕" + "█".repeat(done) + " ".repeat(10 - done) + "▏ ";
    }

    private static String rest(List<Job> jobs, List<Job> shown) {
        var left = jobs.stream().filter(job -> !shown.contains(job)).toList();
        long done = left.stream().filter(job -> job.endedAt().isPresent()).count();
        return "    and %d more: %d ended, %d not yet".formatted(left.size(), done, left.size() - done);
    }
}

package org.tombolo.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Sizes;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.run.Attempt;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;

/// One run and its jobs.
public final class RunPage {
    private RunPage() {}

    public static List<String> lines(Run run, Paint paint, Instant now, int columns) {
        var lines = new ArrayList<String>();
        lines.add(heading(run, paint));
        lines.add(paint.dim("started %s by %s in project %s, took %s"
                .formatted(
                        Times.ago(run.startedAt(), now),
                        run.user(),
                        run.project(),
                        Times.span(
                                Duration.between(run.startedAt(), run.endedAt().orElse(now))))));
        run.why().ifPresent(why -> lines.add("why: " + why));
        if (!run.labels().isEmpty()) {
            var labels = new ArrayList<String>();
            run.labels().forEach((key, value) -> labels.add(key + "=" + value));
            lines.add("labels: " + String.join(", ", labels));
        }
        run.rerunOf().ifPresent(of -> lines.add("another run of " + of));
        run.images().forEach((image, digest) -> lines.add("image %s is %s".formatted(image, digest)));
        lines.add("");
        lines.addAll(jobs(run, paint, now).lines(paint, columns));
        var ways = Ways.of(run);
        if (!ways.isEmpty()) {
            lines.add("");
            lines.addAll(ways);
        }
        lines.add("");
        lines.add(paint.dim("what a job executes, and each of its attempts: tombolo show %s JOB".formatted(run.id())));
        return lines;
    }

    private static String heading(Run run, Paint paint) {
        return "run %s%s: %s"
                .formatted(
                        paint.bold(run.id()), run.name().map(" (%s)"::formatted).orElse(""), paint.state(run.state()));
    }

    private static Table jobs(Run run, Paint paint, Instant now) {
        boolean several =
                GraphText.of(run.jobs()).stream().anyMatch(line -> !line.also().isEmpty());
        var table = several
                ? new Table(
                        "JOB", "ALSO AFTER", "STATE", "TASKS", "SITE", "TOOK", "EXIT", "CPU", "MEMORY", "BYTES", "WHY")
                : new Table("JOB", "STATE", "TASKS", "SITE", "TOOK", "EXIT", "CPU", "MEMORY", "BYTES", "WHY");
        for (var line : GraphText.of(run.jobs())) {
            var cells = new ArrayList<>(cells(line.job(), paint, now));
            cells.addFirst(line.drawn());
            if (several) {
                cells.add(1, line.also().isEmpty() ? "-" : line.also());
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static List<String> cells(Job job, Paint paint, Instant now) {
        return List.of(
                paint.state(job.state()),
                JobText.tasks(job),
                job.site().orElse("-"),
                JobText.took(job, now),
                exit(job),
                cpu(job),
                memory(job),
                JobText.moved(job).orElse("-"),
                job.why().map(RunsTable::oneLine).or(() -> JobText.step(job)).orElse(""));
    }

    /// Of its last process.
    private static String exit(Job job) {
        return job.attempts().stream()
                .flatMap(attempt -> attempt.exitCode().stream())
                .reduce((_, last) -> last)
                .map(String::valueOf)
                .orElse("-");
    }

    private static String cpu(Job job) {
        return job.attempts().stream().anyMatch(attempt -> attempt.cpuMillis().isPresent())
                ? Times.span(Duration.ofMillis(job.attempts().stream()
                        .mapToLong(attempt -> attempt.cpuMillis().orElse(0L))
                        .sum()))
                : "-";
    }

    private static String memory(Job job) {
        var peak = job.attempts().stream()
                .map(Attempt::memoryPeakBytes)
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .max();
        return peak.isPresent() ? Sizes.text(peak.getAsLong()) : "-";
    }
}

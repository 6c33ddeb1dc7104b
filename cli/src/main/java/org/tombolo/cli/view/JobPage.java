package org.tombolo.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Sizes;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.run.Attempt;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.JobCommand;
import org.tombolo.wire.run.Run;

/// One job of a run: what it executes, and how each of its attempts went.
public final class JobPage {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private JobPage() {}

    public static List<String> lines(Run run, Job job, Paint paint, Instant now, int columns) {
        var lines = new ArrayList<String>();
        lines.add("%s %s of run %s: %s"
                .formatted(job.kind(), paint.bold(job.name()), run.id(), paint.state(job.state())));
        job.why().ifPresent(why -> lines.add("why: " + why));
        if (!job.dependsOn().isEmpty()) {
            lines.add("after: "
                    + job.dependsOn().stream()
                            .map(on -> on.job() + " " + on.on())
                            .collect(Collectors.joining(", ")));
        }
        Optional.ofNullable(run.commands().get(job.name())).ifPresent(command -> lines.addAll(command(command)));
        if (!job.attempts().isEmpty()) {
            lines.add("");
            lines.addAll(attempts(job, paint, now).lines(paint, columns));
        }
        return lines;
    }

    private static List<String> command(JobCommand command) {
        var lines = new ArrayList<String>();
        command.image()
                .ifPresent(image -> lines.add(
                        "image: " + image + command.digest().map(" is "::concat).orElse("")));
        command.cwd().ifPresent(folder -> lines.add("folder: " + folder));
        command.mounts().forEach((path, volume) -> lines.add("mount: %s is %s".formatted(path, volume)));
        command.env().forEach((name, value) -> lines.add("variable: %s=%s".formatted(name, quoted(value))));
        var words = command.argv().stream().map(JobPage::quoted).collect(Collectors.joining(" "));
        if (command.script().isPresent()) {
            lines.add("script%s:".formatted(words.isEmpty() ? "" : ", with " + words));
            command.script().get().lines().forEach(line -> lines.add("  " + line));
        } else {
            lines.add("command: " + (words.isEmpty() ? "what the image starts by itself" : words));
        }
        return lines;
    }

    /// As a shell would want it typed.
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static Table attempts(Job job, Paint paint, Instant now) {
        var table = new Table(
                "TASK", "TRY", "STATE", "AT", "CORES", "STARTED", "TOOK", "EXIT", "CPU", "MEMORY", "BYTES", "WHY");
        for (var attempt : job.attempts()) {
            table.row(
                    String.valueOf(attempt.index()),
                    String.valueOf(attempt.attempt()),
                    paint.state(attempt.state()),
                    attempt.host().map(host -> attempt.site() + "/" + host).orElse(attempt.site()),
                    attempt.cores().isEmpty()
                            ? "-"
                            : attempt.cores().stream().map(String::valueOf).collect(Collectors.joining(",")),
                    attempt.startedAt().map(at -> Times.ago(at, now)).orElse("-"),
                    took(attempt, now),
                    attempt.exitCode().map(String::valueOf).orElse("-"),
                    attempt.cpuMillis()
                            .map(millis -> Times.span(Duration.ofMillis(millis)))
                            .orElse("-"),
                    attempt.memoryPeakBytes().map(Sizes::text).orElse("-"),
                    attempt.movedBytes().map(Sizes::text).orElse("-"),
                    attempt.why()
                            .or(attempt::waits)
                            .map(RunsTable::oneLine)
                            .or(() -> attempt.endsBy()
                                    .map(end -> "ends in at most " + Times.span(Duration.between(now, end))))
                            .orElse(""));
        }
        return table;
    }

    private static String took(Attempt attempt, Instant now) {
        return attempt.startedAt()
                .map(start ->
                        Times.span(Duration.between(start, attempt.endedAt().orElse(now))))
                .orElse("-");
    }
}

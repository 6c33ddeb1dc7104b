package org.tombolo.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tombolo.cli.term.Sizes;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.run.Attempt;
import org.tombolo.wire.run.Job;

/// Words about one job.
public final class JobText {
    private JobText() {}

    /// `3/10` of an array, `1 ready` of a service, else nothing.
    public static String tasks(Job job) {
        var tasks = job.tasks();
        if (job.kind().equals("service")) {
            return tasks.ready() > 0 ? tasks.ready() + " ready" : "-";
        }
        if (!job.array()) {
            return "-";
        }
        var done = "%d/%d".formatted(tasks.succeeded() + tasks.failed(), tasks.total());
        return tasks.failed() > 0 ? "%s, %d failed".formatted(done, tasks.failed()) : done;
    }

    public static String took(Job job, Instant now) {
        return began(job)
                .map(start -> Times.span(Duration.between(start, job.endedAt().orElse(now))))
                .orElse("-");
    }

    /// ` after 12s`, of one that ran.
    public static String after(Job job, Instant now) {
        var took = took(job, now);
        return took.equals("-") ? "" : " after " + took;
    }

    /// When it first ran; of one that waits for a place nothing is counted.
    private static Optional<Instant> began(Job job) {
        return job.attempts().stream()
                .map(Attempt::startedAt)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .or(() -> job.tasks().running() > 0
                                || (job.endedAt().isPresent()
                                        && !job.state().equals("skipped")
                                        && !job.state().equals("kept"))
                        ? job.releasedAt()
                        : Optional.empty());
    }

    /// What there is to know beyond the state, for a progress line.
    public static String detail(Job job) {
        if (job.why().isPresent()) {
            return RunsTable.oneLine(job.why().get());
        }
        return switch (job.state()) {
            case "waiting" ->
                job.dependsOn().isEmpty()
                        ? ""
                        : "for "
                                + String.join(
                                        ", ",
                                        job.dependsOn().stream()
                                                .map(Job.Dependency::job)
                                                .toList());
            case "queued" ->
                job.attempts().stream()
                        .flatMap(attempt -> attempt.waits().stream())
                        .findFirst()
                        .or(job::reason)
                        .map(RunsTable::oneLine)
                        .orElse("for a place");
            case "starting", "running", "ready" ->
                Stream.of(step(job), moved(job), Optional.of(where(job)))
                        .flatMap(Optional::stream)
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(" "));
            default -> moved(job).orElse("");
        };
    }

    /// What it does before it runs.
    static Optional<String> step(Job job) {
        return job.attempts().stream()
                .flatMap(attempt -> attempt.step().stream())
                .map(word -> switch (word) {
                    case "names-image" -> "looks its image up";
                    case "fetches-image" -> "fetches its image";
                    case "unpacks-image" -> "unpacks its image";
                    default -> "";
                })
                .filter(words -> !words.isEmpty())
                .findFirst();
    }

    /// `120 MiB of 1 GiB`, of a transfer, or of an image that comes.
    public static Optional<String> moved(Job job) {
        return job.attempts().stream()
                .filter(attempt -> attempt.movedBytes().isPresent())
                .reduce((_, last) -> last)
                .map(attempt -> attempt.ofBytes()
                        .map(all -> "%s of %s"
                                .formatted(Sizes.text(attempt.movedBytes().orElse(0L)), Sizes.text(all)))
                        .orElseGet(() -> Sizes.text(attempt.movedBytes().orElse(0L))));
    }

    private static String where(Job job) {
        var tries = job.attempts().stream().mapToInt(Attempt::attempt).max().orElse(1);
        var site = job.site().map(name -> "at " + name).orElse("");
        return tries > 1 && !job.array() ? "%s, try %d".formatted(site, tries) : site;
    }
}

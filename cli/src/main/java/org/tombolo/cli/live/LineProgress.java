package org.tombolo.cli.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.term.Screen;
import org.tombolo.cli.term.Times;
import org.tombolo.cli.view.JobText;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;

/// A line for every change: `12:00:01 train running at local`. For logs of other programs and for files.
public final class LineProgress implements Progress {
    /// Of an array, counts change all the time.
    private static final Duration COUNTS_EVERY = Duration.ofSeconds(5);

    private final Screen screen;
    private final Clock clock;
    private final Map<String, Shown> shown = new HashMap<>();

    public LineProgress(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
    }

    private record Shown(String state, String tasks, Instant at) {}

    @Override
    public void show(Run run) {
        var now = clock.instant();
        for (var job : run.jobs()) {
            var before = shown.get(job.name());
            if (isWorthALine(job, before, now)) {
                shown.put(job.name(), new Shown(job.state(), JobText.tasks(job), now));
                screen.say(line(job, now));
            }
        }
        screen.out().flush();
    }

    private static boolean isWorthALine(Job job, @Nullable Shown before, Instant now) {
        if (before == null) {
            return !job.state().equals("waiting");
        }
        if (!before.state().equals(job.state())) {
            return true;
        }
        return job.array()
                && !before.tasks().equals(JobText.tasks(job))
                && Duration.between(before.at(), now).compareTo(COUNTS_EVERY) >= 0;
    }

    private String line(Job job, Instant now) {
        var tasks = JobText.tasks(job);
        var detail = new StringBuilder();
        if (!tasks.equals("-")) {
            detail.append(' ').append(tasks);
        }
        if (job.endedAt().isPresent()) {
            detail.append(JobText.after(job, now));
        }
        var more = JobText.detail(job);
        if (!more.isEmpty()) {
            detail.append(detail.isEmpty() ? " " : ", ").append(more);
        }
        return "%s %s %s%s".formatted(Times.clock(now, clock.getZone()), job.name(), job.state(), detail);
    }

    @Override
    public void tick() {
        // a line is for a change
    }

    @Override
    public void note(String line) {
        screen.note(Times.clock(clock.instant(), clock.getZone()) + " " + line);
        screen.err().flush();
    }

    @Override
    public void end() {
        screen.out().flush();
    }
}

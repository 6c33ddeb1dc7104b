package org.tombolo.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.tombolo.cli.client.FactoryClient;
import org.tombolo.cli.client.Query;
import org.tombolo.cli.term.Screen;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.Task;

/// What failed jobs wrote last: mostly that is the reason.
final class LastWords {
    private static final int JOBS = 3;
    private static final int LINES = 10;
    private static final int BYTES = 8 << 10;

    private final FactoryClient factory;
    private final String project;
    private final Screen screen;

    LastWords(FactoryClient factory, String project, Screen screen) {
        this.factory = factory;
        this.project = project;
        this.screen = screen;
    }

    void show(Run run) {
        run.jobs().stream()
                .filter(job -> job.state().equals("failed"))
                .limit(JOBS)
                .forEach(job -> show(run, job));
    }

    /// What the only job of a small run wrote: mostly that is why it was run.
    void showOutput(Run run, Job job) {
        try {
            tail(run, job, job.firstIndex(), "out").forEach(screen::say);
        } catch (TomboloException e) {
            screen.note("what %s wrote cannot be shown: %s".formatted(job.name(), e.getMessage()));
        }
    }

    private void show(Run run, Job job) {
        try {
            int index = failed(run, job);
            var name = job.array() ? job.name() + "/" + index : job.name();
            var err = tail(run, job, index, "err");
            var words = err.isEmpty() ? tail(run, job, index, "out") : err;
            if (words.isEmpty()) {
                screen.say("%s wrote nothing".formatted(name));
                return;
            }
            screen.say(screen.paint()
                    .bold("the end of what %s wrote%s:".formatted(name, err.isEmpty() ? "" : " to standard error")));
            words.forEach(line -> screen.say("  " + line));
        } catch (TomboloException e) {
            screen.note("what %s wrote cannot be shown: %s".formatted(job.name(), e.getMessage()));
        }
    }

    /// Of an array, a task that did not end well.
    private int failed(Run run, Job job) {
        if (!job.array()) {
            return job.firstIndex();
        }
        return factory.tasks(project, run.id(), job.name(), new Query().with("limit", 1000)).items().stream()
                .filter(task -> task.attempt()
                        .flatMap(attempt -> attempt.exitCode())
                        .filter(code -> code == 0)
                        .isEmpty())
                .map(Task::index)
                .findFirst()
                .orElse(job.firstIndex());
    }

    private List<String> tail(Run run, Job job, int index, String stream) {
        var query = new Query()
                .with("job", job.name())
                .with("index", index)
                .with("stream", stream)
                .withAny("tail", Optional.of(BYTES));
        try (var answer = factory.logs(project, run.id(), query)) {
            var lines =
                    new String(answer.readAll(), StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        }
    }
}

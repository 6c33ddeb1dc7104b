package org.tombolo.cli.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.term.Table;
import org.tombolo.cli.view.Endings;
import org.tombolo.wire.Items;
import org.tombolo.wire.run.Explanation;
import org.tombolo.wire.run.Run;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Says why each job of a run is where it is.
@picocli.CommandLine.Command(
        name = "tombolo explain",
        description = "Say why each job of a run is where it is, and what would move it on.",
        footer = {"", "Examples:", "  tombolo explain last"})
final class ExplainCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Parameters(paramLabel = "RUN", description = "An id, the beginning of one, a name, or \"last\".")
    String run = "";

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var project = session.project(inProject.project);
        var found = new RunNames(session.factory(), project).run(run);
        var answer = found.isEnded() ? ended(found) : session.factory().explain(project, found.id());
        common.print(session.screen(), answer, () -> {
            if (found.isEnded()) {
                session.screen().say(Endings.line(found, session.screen().paint()));
            }
            show(answer);
        });
        return 0;
    }

    /// Nothing moves any more: how each job came out.
    private static Items<Explanation> ended(Run run) {
        return Items.all(run.jobs().stream()
                .map(job -> new Explanation(
                        job.name(),
                        job.state(),
                        job.why().orElse(""),
                        job.state().equals("failed")
                                ? Optional.of("tombolo logs %s %s".formatted(run.id(), job.name()))
                                : Optional.empty()))
                .toList());
    }

    private void show(Items<Explanation> answer) {
        var screen = session.screen();
        var table = new Table("JOB", "STATE", "WHY");
        for (var line : answer.items()) {
            var remedy = line.remedy().map(" → "::concat).orElse("");
            table.row(line.job(), screen.paint().state(line.word()), line.reason() + remedy);
        }
        screen.print(table.lines(screen.paint(), 0)); // whole sentences: a terminal wraps them
    }
}

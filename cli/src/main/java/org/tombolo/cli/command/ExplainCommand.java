package org.tombolo.cli.command;

import java.util.concurrent.Callable;
import org.tombolo.cli.term.Table;
import org.tombolo.wire.Items;
import org.tombolo.wire.run.Explanation;
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
        var id = new RunNames(session.factory(), project).run(run).id();
        var answer = session.factory().explain(project, id);
        common.print(session.screen(), answer, () -> show(answer));
        return 0;
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

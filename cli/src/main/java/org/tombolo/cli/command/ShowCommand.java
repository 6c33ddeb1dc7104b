package org.tombolo.cli.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.view.JobPage;
import org.tombolo.cli.view.RunPage;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows a run and its jobs.
@picocli.CommandLine.Command(
        name = "tombolo show",
        description = "Show a run: its graph, what its jobs took, how to reach what it serves; or one job of it.",
        footer = {
            "",
            "Examples:",
            "  tombolo show last            the graph, with times, exit codes and what was used",
            "  tombolo show last train      what the job executes, and each of its attempts",
            "  tombolo show nightly --json  all of it"
        })
final class ShowCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Parameters(index = "0", paramLabel = "RUN", description = "An id, the beginning of one, a name, or \"last\".")
    String run = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "JOB", description = "Only this job.")
    Optional<String> job = Optional.empty();

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var found = new RunNames(session.factory(), session.project(inProject.project)).run(run);
        var screen = session.screen();
        int columns = screen.isTerminal() ? screen.size().columns() : 0;
        var now = session.clock().instant();
        if (job.isPresent()) {
            var one = RunNames.job(found, job.get());
            common.print(screen, found, () -> screen.print(JobPage.lines(found, one, screen.paint(), now, columns)));
        } else {
            common.print(screen, found, () -> screen.print(RunPage.lines(found, screen.paint(), now, columns)));
        }
        return 0;
    }
}

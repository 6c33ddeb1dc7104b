package org.tombolo.cli.command;

import java.util.concurrent.Callable;
import org.tombolo.cli.view.RunPage;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows a run and its jobs.
@picocli.CommandLine.Command(
        name = "tombolo show",
        description = "Show a run: its jobs, what they took, how to reach what it serves.",
        footer = {"", "Examples:", "  tombolo show last", "  tombolo show nightly --json"})
final class ShowCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Parameters(paramLabel = "RUN", description = "An id, the beginning of one, a name, or \"last\".")
    String run = "";

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var found = new RunNames(session.factory(), session.project(inProject.project)).run(run);
        var screen = session.screen();
        common.print(
                screen,
                found,
                () -> screen.print(RunPage.lines(
                        found,
                        screen.paint(),
                        session.clock().instant(),
                        screen.isTerminal() ? screen.size().columns() : 0)));
        return 0;
    }
}

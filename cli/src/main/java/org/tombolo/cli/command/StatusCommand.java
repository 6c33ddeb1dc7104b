package org.tombolo.cli.command;

import java.util.concurrent.Callable;
import org.tombolo.cli.view.StatusPage;
import picocli.CommandLine.Mixin;

/// Shows how the factory is.
@picocli.CommandLine.Command(
        name = "tombolo status",
        description = "Show how the factory is, its sites, and what it takes of the disk.",
        footer = {"", "Examples:", "  tombolo status", "  tombolo status --json"})
final class StatusCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var status = session.factory().status();
        var screen = session.screen();
        common.print(
                screen,
                status,
                () -> screen.print(StatusPage.lines(
                        status,
                        session.factory().link().http().base().toString(),
                        screen.paint(),
                        session.clock().instant(),
                        screen.isTerminal() ? screen.size().columns() : 0)));
        return 0;
    }
}

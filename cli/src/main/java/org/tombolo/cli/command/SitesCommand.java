package org.tombolo.cli.command;

import java.util.concurrent.Callable;
import org.tombolo.cli.view.SitesTable;
import picocli.CommandLine.Mixin;

/// Lists the places that run work.
@picocli.CommandLine.Command(
        name = "tombolo sites",
        description = "List the places that run work: their hosts, what of them is taken, what works there.",
        footer = {"", "Examples:", "  tombolo sites"})
final class SitesCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    SitesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var sites = session.factory().sites();
        var screen = session.screen();
        common.print(
                screen,
                sites,
                () -> screen.print(SitesTable.lines(
                        sites.items(),
                        screen.paint(),
                        session.clock().instant(),
                        screen.isTerminal() ? screen.size().columns() : 0)));
        return 0;
    }
}

package org.tombolo.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombolo.cli.view.SiteFindings;
import org.tombolo.cli.view.SitesTable;
import org.tombolo.wire.Items;
import org.tombolo.wire.site.Site;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lists the places that run work.
@picocli.CommandLine.Command(
        name = "tombolo sites",
        description = "List the places that run work: their hosts, what of them is taken, what works there.",
        footer = {"", "Examples:", "  tombolo sites", "  tombolo sites check", "  tombolo sites check local --json"})
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

    @picocli.CommandLine.Command(
            description = "Try what a site can do: isolation, each container runtime by a real start, devices, disk.")
    int check(
            @Mixin Common shared,
            @Parameters(arity = "0..1", paramLabel = "SITE", description = "Which (default: all).") @Nullable
                    String site) {
        var names = site == null
                ? session.factory().sites().items().stream().map(Site::id).toList()
                : List.of(site);
        var checks = Items.all(names.stream().map(session.factory()::check).toList());
        var screen = session.screen();
        shared.print(screen, checks, () -> screen.print(SiteFindings.lines(checks.items(), screen.paint())));
        return 0;
    }
}

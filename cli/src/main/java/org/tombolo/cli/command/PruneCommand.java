package org.tombolo.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.term.Sizes;
import org.tombolo.cli.term.Times;
import org.tombolo.wire.factory.Prune;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Removes stored files that nothing needs any more.
@picocli.CommandLine.Command(
        name = "tombolo prune",
        description = "Remove uploads and other stored files that no run needs any more.",
        footer = {
            "",
            "Examples:",
            "  tombolo prune --dry-run           only say what would go",
            "  tombolo prune --older-than 7d"
        })
final class PruneCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Option(names = "--older-than", paramLabel = "SPAN", description = "Younger ones stay (default: 24h).")
    Optional<String> olderThan = Optional.empty();

    @Option(names = "--dry-run", description = "Only say what would go.")
    boolean dryRun;

    PruneCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var pruned = session.factory()
                .prune(new Prune(olderThan.map(Times::parseSpan).map(Duration::toMillis), dryRun));
        common.print(
                session.screen(),
                pruned,
                () -> session.screen()
                        .say("%s %s, %s"
                                .formatted(
                                        dryRun ? "would remove" : "removed",
                                        Sizes.count(pruned.objects(), "object"),
                                        Sizes.text(pruned.bytes()))));
        return 0;
    }
}

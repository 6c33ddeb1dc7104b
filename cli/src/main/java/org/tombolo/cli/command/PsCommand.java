package org.tombolo.cli.command;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.client.Query;
import org.tombolo.cli.term.Times;
import org.tombolo.cli.view.RunsTable;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.Nearest;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Items;
import org.tombolo.wire.run.RunSummary;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists runs, newest first.
@picocli.CommandLine.Command(
        name = "tombolo ps",
        description = "List runs, newest first: live ones and ended ones.",
        footer = {
            "",
            "Examples:",
            "  tombolo ps                               the newest runs",
            "  tombolo ps --state running               those that run now",
            "  tombolo ps --since 2h --label team=nlp   of the last two hours, with a label",
            "  tombolo ps --all --json                  everything, for a program"
        })
final class PsCommand implements Callable<Integer> {
    private static final int SHOWN = 25;
    private static final List<String> STATES =
            List.of("live", "ended", "running", "serving", "failing", "stopping", "succeeded", "failed", "stopped");

    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "live or ended, or one of running, serving, failing, stopping, succeeded, failed, stopped.")
    Optional<String> state = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "Only runs of this name.")
    Optional<String> name = Optional.empty();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Only runs with this label; may be repeated.")
    List<String> labels = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only runs started since: a span (30m, 2h, 7d), a date or a moment.")
    Optional<String> since = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "How many (default: " + SHOWN + ").")
    int limit = SHOWN;

    @Option(names = "--all", description = "All of them.")
    boolean all;

    PsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var project = session.project(inProject.project);
        var runs = session.factory().runs(project, query(), all ? Integer.MAX_VALUE : limit);
        common.print(session.screen(), runs, () -> show(runs));
        return 0;
    }

    private Query query() {
        var query = new Query().withAny("name", name).withAny("state", state.map(PsCommand::known));
        labels.forEach(label -> query.with("label", Pairs.checked("--label", label)));
        var now = session.clock().instant();
        since.ifPresent(text -> query.with("since", Times.since(text, now, ZoneId.systemDefault())));
        return query;
    }

    private static String known(String word) {
        if (STATES.contains(word)) {
            return word;
        }
        throw new TomboloException(
                ErrorCode.BAD_INPUT,
                "--state \"%s\": expected one of %s%s"
                        .formatted(
                                Names.printable(word),
                                String.join(", ", STATES),
                                Nearest.to(word, STATES)
                                        .map("; did you mean \"%s\"?"::formatted)
                                        .orElse("")));
    }

    private void show(Items<RunSummary> runs) {
        var screen = session.screen();
        if (runs.items().isEmpty()) {
            screen.note("no runs" + (isFiltered() ? " like that" : " yet: start one with \"tombolo run PATH\""));
            return;
        }
        screen.print(RunsTable.of(runs.items(), screen.paint(), session.clock().instant()));
        if (runs.next().isPresent()) {
            screen.note("there are older ones; --all shows them");
        }
    }

    private boolean isFiltered() {
        return state.isPresent() || name.isPresent() || !labels.isEmpty() || since.isPresent();
    }
}

package org.tombolo.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tombolo.cli.client.RunWatch;
import org.tombolo.cli.view.Endings;
import org.tombolo.wire.Items;
import org.tombolo.wire.run.Run;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Waits until runs have ended.
@picocli.CommandLine.Command(
        name = "tombolo wait",
        description = "Wait until runs have ended. Ends with 1 if one of them did not succeed.",
        footer = {
            "",
            "Examples:",
            "  tombolo wait last",
            "  tombolo wait --serving nightly    until its jobs succeeded and its services are ready"
        })
final class WaitCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Option(names = "--serving", description = "A run whose persistent services are ready counts as done.")
    boolean serving;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids, beginnings of ids, names, or \"last\".")
    List<String> runs = new ArrayList<>();

    WaitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var project = session.project(inProject.project);
        var names = new RunNames(session.factory(), project);
        var ids = runs.stream().map(names::run).map(Run::id).distinct().toList();
        var ended = new ArrayList<Run>();
        for (var id : ids) {
            var run = new RunWatch(session.factory(), project, id, session.screen()::note)
                    .until(seen -> seen.isEnded() || (serving && Endings.isServing(seen)));
            ended.add(run);
            if (!common.json) {
                session.screen().say(Endings.line(run, session.screen().paint()));
                session.screen().out().flush();
            }
        }
        if (common.json) {
            common.print(session.screen(), Items.all(ended), () -> {});
        }
        return ended.stream().allMatch(Endings::isGood) ? 0 : 1;
    }
}

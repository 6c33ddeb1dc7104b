package org.tombolo.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.live.Feed;
import org.tombolo.cli.live.LineProgress;
import org.tombolo.cli.live.LiveProgress;
import org.tombolo.cli.live.Progress;
import org.tombolo.cli.term.Screen;
import org.tombolo.cli.view.Endings;
import org.tombolo.cli.view.Ways;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.StartRun;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs a workflow and shows it until its jobs are done.
@picocli.CommandLine.Command(
        name = "tombolo run",
        description = "Run a workflow and watch it. Starts a factory on this machine if there is none.",
        footer = {
            "",
            "Examples:",
            "  tombolo run .                                     workflow.yaml in this folder",
            "  tombolo run train.yaml --set epochs=3             with a parameter",
            "  tombolo run sweep.yaml --name nightly --detach    start it and come back later",
            "",
            "Ctrl-C leaves the run at work and says how to come back. Ends with 0 when all jobs have succeeded and",
            "services that persist are ready, with 1 when the work failed."
        })
final class RunCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Mixin
    WorkOptions work = new WorkOptions();

    @Option(names = "--name", paramLabel = "NAME", description = "A name to find the run by.")
    Optional<String> name = Optional.empty();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label of the run; may be repeated.")
    List<String> labels = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "A variable for every job that does not set it itself; may be repeated.")
    List<String> env = new ArrayList<>();

    @Option(
            names = "--secret",
            paramLabel = "NAME=@FILE",
            description = "A secret for this run, there secret://user/NAME: from a file, or - for standard input;"
                    + " NAME:TYPE for a type other than value; may be repeated.")
    List<String> secrets = new ArrayList<>();

    @Option(names = "--detach", description = "Print the run's id and leave it at work.")
    boolean detach;

    @Parameters(paramLabel = "PATH", description = "A workflow file, or a folder with workflow.yaml.")
    String path = "";

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var submission = Submission.read(session, path, work.settings); // before a factory is started for it
        var labelled = Pairs.of("--label", labels);
        var variables = Pairs.of("--env", env);
        var oneOff = OneOffSecrets.of(secrets);
        Factories.ensure(session);
        var project = session.project(inProject.project);
        var upload = submission.upload(project);
        var started = submission.start(
                project,
                new StartRun(
                        session.drawId(),
                        name,
                        labelled,
                        submission.text(),
                        Optional.of(submission.file().name()),
                        submission.params(),
                        upload,
                        work.site,
                        variables,
                        0,
                        oneOff));
        submission.warn(started.warnings());
        return detach ? left(project, started.run()) : watched(project, started.run());
    }

    private int left(String project, String id) {
        common.print(session.screen(), session.factory().run(project, id), () -> {
            session.screen().say(id);
            session.screen()
                    .note("the run is at work; \"tombolo logs -f %s\" follows it, \"tombolo wait %s\" waits for it"
                            .formatted(id, id));
        });
        return 0;
    }

    private int watched(String project, String id) throws InterruptedException {
        var goodbye = new Goodbye(session.screen(), id);
        var run = Feed.show(
                session.factory(), project, id, seen -> seen.isEnded() || Endings.isServing(seen), progress());
        goodbye.isNotNeeded();
        common.print(session.screen(), run, () -> ended(project, run));
        return Endings.isGood(run) ? 0 : 1;
    }

    private Progress progress() {
        var screen = session.screen();
        if (common.json) { // the answer alone goes to standard output
            return new LineProgress(
                    new Screen(screen.err(), screen.err(), false, screen.paint(), screen.size()), session.clock());
        }
        return screen.isTerminal()
                ? new LiveProgress(screen, session.clock())
                : new LineProgress(screen, session.clock());
    }

    private void ended(String project, Run run) {
        var screen = session.screen();
        screen.say(Endings.line(run, screen.paint()));
        var words = new LastWords(session.factory(), project, screen);
        if (!Endings.isGood(run)) {
            words.show(run);
        } else if (run.jobs().size() == 1 && !run.jobs().getFirst().array() && run.isEnded()) {
            words.showOutput(run, run.jobs().getFirst());
        }
        screen.print(Ways.of(run));
        screen.say("output           tombolo logs " + run.id());
    }
}

package org.tombolo.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        return new StartedRun(session, common, project, started.run()).end(detach);
    }
}

package org.tombolo.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.client.Retry;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.run.Rerun;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs a run that has ended again.
@picocli.CommandLine.Command(
        name = "tombolo rerun",
        description = {
            "Run the workflow of a run that has ended again: same parameters, files, variables, and images by digest.",
            "Jobs that succeeded, and whose inputs are known to be the same, are not run: their results are kept.",
            "What comes from other machines may have changed, unless it says `cache: once`: jobs that read it run again."
        },
        footer = {
            "",
            "Examples:",
            "  tombolo rerun last              what is unchanged is kept",
            "  tombolo rerun last --failed     from the failed jobs on; inputs are what they were",
            "  tombolo rerun last --all        nothing is kept"
        })
final class RerunCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Option(names = "--failed", description = "Only jobs that did not succeed, and those that wait for them.")
    boolean failed;

    @Option(names = "--all", description = "Every job, with images looked up again.")
    boolean all;

    @Option(names = "--name", paramLabel = "NAME", description = "A name (default: that of the run).")
    Optional<String> name = Optional.empty();

    @Option(
            names = "--secret",
            paramLabel = "NAME=@FILE",
            description = "A secret for this run, as in \"tombolo run\"; may be repeated.")
    List<String> secrets = new ArrayList<>();

    @Option(names = "--detach", description = "Print the run's id and leave it at work.")
    boolean detach;

    @Parameters(paramLabel = "RUN", description = "An id, the beginning of one, a name, or \"last\".")
    String run = "";

    RerunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (failed && all) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "--failed and --all: say one of them");
        }
        var oneOff = OneOffSecrets.of(secrets);
        var project = session.project(inProject.project);
        var factory = session.factory();
        var before = new RunNames(factory, project).run(run);
        if (failed && before.state().equals("succeeded")) {
            throw new TomboloException(
                    ErrorCode.CONFLICT,
                    "run %s succeeded: nothing of it failed; \"tombolo rerun %1$s --all\" runs all of it again"
                            .formatted(before.id()));
        }
        var what = new Rerun(session.drawId(), failed ? "succeeded" : all ? "nothing" : "unchanged", name, oneOff);
        var started =
                new Retry(factory.link(), session.screen()::note).of(() -> factory.rerun(project, before.id(), what));
        return new StartedRun(session, common, project, started.run()).end(detach);
    }
}

package org.tombolo.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.client.RunWatch;
import org.tombolo.cli.term.Times;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.StopRun;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Stops a run, or one job of it, and waits until it has.
@picocli.CommandLine.Command(
        name = "tombolo stop",
        description = "Stop a run, or one job or service of it: a polite signal, then a kill of the whole tree.",
        footer = {
            "",
            "Examples:",
            "  tombolo stop last                stop the newest run, wait until it has ended",
            "  tombolo stop nightly serve       stop only the job \"serve\"",
            "  tombolo stop last --grace 1m     leave it a minute to end by itself"
        })
final class StopCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Parameters(index = "0", paramLabel = "RUN", description = "An id, the beginning of one, a name, or \"last\".")
    String run = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "JOB", description = "Only this job or service.")
    Optional<String> job = Optional.empty();

    @Option(names = "--grace", paramLabel = "SPAN", description = "Between signal and kill (default: 10s).")
    Optional<String> grace = Optional.empty();

    @Option(names = "--detach", description = "Do not wait until it has ended.")
    boolean detach;

    StopCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var project = session.project(inProject.project);
        var found = new RunNames(session.factory(), project).run(run);
        job.ifPresent(name -> requireJob(found, name));
        if (found.isEnded()) {
            common.print(
                    session.screen(),
                    found,
                    () -> session.screen().say("run %s had ended already: %s".formatted(found.id(), found.state())));
            return 0;
        }
        var what =
                new StopRun(session.drawId(), job, grace.map(Times::parseSpan).map(Duration::toMillis));
        session.factory().stop(project, found.id(), what);
        var after = detach ? session.factory().run(project, found.id()) : waited(project, found.id());
        common.print(session.screen(), after, () -> session.screen().say(said(after)));
        return 0;
    }

    private Run waited(String project, String id) throws InterruptedException {
        return new RunWatch(session.factory(), project, id, session.screen()::note).until(this::hasStopped);
    }

    private boolean hasStopped(Run seen) {
        return seen.isEnded()
                || job.flatMap(name -> find(seen, name))
                        .filter(node -> node.endedAt().isPresent())
                        .isPresent();
    }

    private String said(Run after) {
        var what = job.map("job %s of run "::formatted).orElse("run ") + after.id();
        return hasStopped(after)
                ? what + " is stopped"
                : what + " is stopping; \"tombolo wait %s\" waits for it".formatted(after.id());
    }

    private static void requireJob(Run run, String name) {
        if (find(run, name).isEmpty()) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND,
                    "run %s has no job \"%s\"; it has %s"
                            .formatted(
                                    run.id(),
                                    Names.printable(name),
                                    String.join(
                                            ", ",
                                            run.jobs().stream().map(Job::name).toList())));
        }
    }

    private static Optional<Job> find(Run run, String name) {
        return run.jobs().stream().filter(node -> node.name().equals(name)).findFirst();
    }
}

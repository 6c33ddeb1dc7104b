package org.tombolo.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.client.Query;
import org.tombolo.cli.client.RunWatch;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.factory.ServerFile;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.RunSummary;
import org.tombolo.wire.run.StopRun;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Ends the factory's server. Work goes on without it, unless told otherwise.
@picocli.CommandLine.Command(
        name = "tombolo down",
        description = "End the factory's server. Work that runs goes on, and the next server finds it again.",
        footer = {
            "",
            "Examples:",
            "  tombolo down                leave work running",
            "  tombolo down --stop-work    stop all runs first, and wait until they have ended"
        })
final class DownCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Option(names = "--stop-work", description = "Stop all runs first, and wait until they have ended.")
    boolean stopWork;

    DownCommand(Session session) {
        this.session = session;
    }

    /// What happened, for programs.
    private record Ended(Optional<Long> pid, List<RunSummary> stopped, List<RunSummary> left) {}

    @Override
    public Integer call() throws InterruptedException {
        if (session.factory().link().isElsewhere()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "TOMBOLO_URL names a factory elsewhere, and \"down\" ends the one here: unset TOMBOLO_URL");
        }
        var running = session.server().running();
        if (running.isEmpty()) {
            notRunning();
            return 0;
        }
        var live = stopWork ? live() : liveIfItAnswers();
        if (stopWork) {
            stop(live);
        }
        session.server().stop(running.get());
        said(running.get(), live);
        return 0;
    }

    private void notRunning() {
        if (stopWork) {
            throw new TomboloException(
                    ErrorCode.UNREACHABLE,
                    "no factory runs on %s, and only a factory can stop its work: run \"tombolo up\", then \"tombolo down --stop-work\""
                            .formatted(session.home().folder()));
        }
        common.print(
                session.screen(),
                new Ended(Optional.empty(), List.of(), List.of()),
                () -> session.screen()
                        .say("no factory runs on " + session.home().folder()));
    }

    /// A server that does not answer can be ended all the same.
    private List<RunSummary> liveIfItAnswers() {
        try {
            return live();
        } catch (TomboloException e) {
            session.screen().note("what is left running is not known: " + e.getMessage());
            return List.of();
        }
    }

    private List<RunSummary> live() {
        var live = new ArrayList<RunSummary>();
        for (var project : session.factory().projects().items()) {
            var query = new Query().with("state", "live");
            live.addAll(session.factory()
                    .runs(project.id(), query, Integer.MAX_VALUE)
                    .items());
        }
        return live;
    }

    private void stop(List<RunSummary> live) throws InterruptedException {
        for (var run : live) {
            session.factory()
                    .stop(run.project(), run.id(), new StopRun(session.drawId(), Optional.empty(), Optional.empty()));
        }
        for (var run : live) {
            session.screen()
                    .note("stopping run %s%s"
                            .formatted(
                                    run.id(), run.name().map(" (%s)"::formatted).orElse("")));
            new RunWatch(session.factory(), run.project(), run.id(), session.screen()::note).until(Run::isEnded);
        }
    }

    private void said(ServerFile server, List<RunSummary> live) {
        var answer = stopWork
                ? new Ended(Optional.of(server.pid()), live, List.of())
                : new Ended(Optional.of(server.pid()), List.of(), live);
        common.print(session.screen(), answer, () -> {
            session.screen().say("the factory is down (process %d has ended)".formatted(server.pid()));
            if (!live.isEmpty() && !stopWork) {
                left(live);
            }
        });
    }

    private void left(List<RunSummary> live) {
        var screen = session.screen();
        screen.say("work goes on without it; jobs that have not started wait for the next \"tombolo up\":");
        live.forEach(run -> screen.say("  %s  %s  %s"
                .formatted(run.id(), run.state(), run.name().orElse(""))
                .stripTrailing()));
        screen.say("to end it: tombolo up, then tombolo down --stop-work");
    }
}

package org.tombolo.cli.command;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.client.Inside;
import org.tombolo.wire.run.StartExec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Runs a command inside of work that runs.
@picocli.CommandLine.Command(
        name = "tombolo exec",
        description = {
            "Run a command inside of work that runs: in its container, environment, folder and limits.",
            "Input, output and errors are passed through byte for byte, and so is the exit code. The command ends with this one."
        },
        footer = {
            "",
            "Examples:",
            "  tombolo exec last/train -- nvidia-smi             the only task of a job",
            "  tombolo exec last/sweep/7 -- cat /proc/1/status   one task of an array",
            "  tombolo exec last -- tar c . | tar x              the only job of a run"
        })
final class ExecCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Parameters(
            index = "0",
            paramLabel = "RUN[/JOB[/INDEX]]",
            description = "Where: a run, a job of it, a task of that.")
    String target = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "-- COMMAND", description = "What, with its arguments.")
    List<String> command = List.of();

    ExecCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var where = Target.parse(target);
        var project = session.project(inProject.project);
        var run = new RunNames(session.factory(), project).run(where.run());
        var what = new StartExec(session.drawId(), where.job(), where.index(), words(command), Optional.empty());
        return Inside.start(session.factory(), project, run.id(), what)
                .follow(
                        new FileInputStream(FileDescriptor.in),
                        session.screen().out(),
                        session.screen().err());
    }

    static List<String> words(List<String> command) {
        return !command.isEmpty() && command.getFirst().equals("--") ? command.subList(1, command.size()) : command;
    }
}

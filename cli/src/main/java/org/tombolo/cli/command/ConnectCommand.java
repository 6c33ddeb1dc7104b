package org.tombolo.cli.command;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.client.Inside;
import org.tombolo.cli.term.RawTerminal;
import org.tombolo.cli.term.Terminals;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.run.StartExec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Opens a terminal inside of work that runs.
@picocli.CommandLine.Command(
        name = "tombolo connect",
        description = {
            "Open a terminal inside of work that runs: in its container, environment, folder and limits.",
            "Every key goes there, Ctrl-C too. The shell, or whatever is named instead, ends with this command; the work goes on."
        },
        footer = {
            "",
            "Examples:",
            "  tombolo connect last/train             a shell",
            "  tombolo connect last/train -- htop     another program"
        })
final class ConnectCommand implements Callable<Integer> {
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

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "-- COMMAND",
            description = "Instead of a shell, with its arguments.")
    List<String> command = List.of();

    ConnectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!Terminals.isInput() || !Terminals.isOutput()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "connect needs a terminal for its input and output; \"tombolo exec\" needs none");
        }
        var where = Target.parse(target);
        var project = session.project(inProject.project);
        var run = new RunNames(session.factory(), project).run(where.run());
        var size = session.screen().size();
        var type = session.environment("TERM").filter(text -> !text.isBlank()).orElse("xterm");
        var what = new StartExec(
                session.drawId(),
                where.job(),
                where.index(),
                ExecCommand.words(command),
                Optional.of(new StartExec.Terminal(type, size.columns(), size.rows())));
        var inside = Inside.start(session.factory(), project, run.id(), what);
        try (var raw = RawTerminal.enter()) {
            raw.onResize(inside::resize);
            return inside.follow(
                    new FileInputStream(FileDescriptor.in),
                    session.screen().out(),
                    session.screen().err());
        }
    }
}

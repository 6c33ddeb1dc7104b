package org.tombolo.cli.command;

import java.util.LinkedHashSet;
import java.util.concurrent.Callable;
import org.tombolo.cli.client.Query;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Prints what a shell needs to complete command lines.
@picocli.CommandLine.Command(
        name = "tombolo completion",
        description = "Print what a shell needs to complete tombolo's commands, options, runs and files.",
        footer = {
            "",
            "Examples:",
            "  source <(tombolo completion bash)",
            "  source <(tombolo completion zsh)",
            "  tombolo completion fish > ~/.config/fish/completions/tombolo.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    /// That a shell offers.
    private static final int RUNS = 50;

    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    String shell = "";

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var text = switch (shell) {
            case "bash" -> new Completion(session).bash();
            case "zsh" -> new Completion(session).zsh();
            case "fish" -> new Completion(session).fish();
            case "runs" -> runs();
            default ->
                throw new TomboloException(
                        ErrorCode.BAD_INPUT, "\"%s\": expected bash, zsh or fish".formatted(Names.printable(shell)));
        };
        text.lines().forEach(session.screen()::say);
        return 0;
    }

    /// For the shells, when they complete the name of a run.
    private String runs() {
        var names = new LinkedHashSet<String>();
        names.add("last");
        for (var run : session.factory()
                .runs(session.project(inProject.project), new Query(), RUNS)
                .items()) {
            names.add(run.id());
            run.name().ifPresent(names::add);
        }
        return String.join("\n", names);
    }
}

package org.tombolo.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tombolo.cli.term.Sizes;
import org.tombolo.wire.FieldError;
import org.tombolo.wire.Items;
import org.tombolo.workflow.Read;
import org.tombolo.workflow.WorkflowFile;
import org.tombolo.workflow.WorkflowFiles;
import org.tombolo.workflow.problem.Problem;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks workflow files. Needs no factory.
@picocli.CommandLine.Command(
        name = "tombolo check",
        description = "Check workflow files, all problems at once. Needs no factory. Ends with 2 if there are any.",
        footer = {
            "",
            "Examples:",
            "  tombolo check .                             workflow.yaml in this folder",
            "  tombolo check examples/* --json",
            "  tombolo check job.yaml --set epochs=3       with values for its parameters"
        })
final class CheckCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter's value; may be repeated.")
    List<String> settings = new ArrayList<>();

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Workflow files, or folders with workflow.yaml.")
    List<String> paths = new ArrayList<>();

    CheckCommand(Session session) {
        this.session = session;
    }

    /// What was found in one file, for programs.
    private record Checked(String file, boolean good, List<FieldError> problems, List<FieldError> warnings) {}

    @Override
    public Integer call() {
        var values = Pairs.of("--set", settings);
        var all = new ArrayList<Checked>();
        try (var ahead = new ReadAhead(paths, path -> WorkflowFiles.load(Workflows.path(path), values))) {
            for (var path : paths) {
                var read = ahead.next();
                all.add(checked(path, read));
                if (!common.json) {
                    show(read);
                }
            }
        }
        if (common.json) {
            common.print(session.screen(), Items.all(all), () -> {});
        }
        return all.stream().allMatch(Checked::good) ? 0 : 2;
    }

    private void show(Read read) {
        var screen = session.screen();
        switch (read) {
            case Read.Parsed(var file) -> {
                file.warnings().forEach(warning -> screen.note("warning: " + warning.text()));
                screen.say("%s: good, %s".formatted(file.name(), contents(file)));
            }
            case Read.Refused(var problems) -> {
                problems.forEach(problem -> screen.note(problem.text()));
                screen.note("%s in %s"
                        .formatted(
                                Sizes.count(problems.size(), "problem"),
                                problems.getFirst().file()));
            }
        }
    }

    private static String contents(WorkflowFile file) {
        var jobs = Sizes.count(file.spec().jobs().size(), "job");
        var services = file.spec().services().size();
        return services == 0 ? jobs : jobs + ", " + Sizes.count(services, "service");
    }

    private static Checked checked(String path, Read read) {
        return switch (read) {
            case Read.Parsed(var file) -> new Checked(file.name(), true, List.of(), errors(file.warnings()));
            case Read.Refused(var problems) -> new Checked(path, false, errors(problems), List.of());
        };
    }

    private static List<FieldError> errors(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new FieldError(
                        "%s:%s%s"
                                .formatted(
                                        problem.file(),
                                        problem.place(),
                                        problem.path().isEmpty() ? "" : " " + problem.path()),
                        problem.what()
                                + problem.nearest()
                                        .map("; did you mean \"%s\"?"::formatted)
                                        .orElse("")))
                .toList();
    }
}

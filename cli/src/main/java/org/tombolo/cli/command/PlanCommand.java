package org.tombolo.cli.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.tombolo.cli.term.Table;
import org.tombolo.wire.run.Plan;
import org.tombolo.wire.run.PlanRun;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows what would run where, and what is in the way, without running it.
@picocli.CommandLine.Command(
        name = "tombolo plan",
        description =
                "Show what would run where, and what is in the way, without running it. Ends with 2 if it cannot run.",
        footer = {"", "Examples:", "  tombolo plan .", "  tombolo plan train.yaml --site cluster --set nodes=4"})
final class PlanCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    Common common = new Common();

    @Mixin
    InProject inProject = new InProject();

    @Mixin
    WorkOptions work = new WorkOptions();

    @Parameters(paramLabel = "PATH", description = "A workflow file, or a folder with workflow.yaml.")
    String path = "";

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var submission = Submission.read(session, path, work.settings);
        Factories.ensure(session);
        var plan = session.factory()
                .plan(
                        session.project(inProject.project),
                        new PlanRun(
                                submission.text(),
                                Optional.of(submission.file().name()),
                                submission.params(),
                                Optional.empty(),
                                work.site));
        submission.warn(plan.warnings());
        common.print(session.screen(), plan, () -> show(plan, submission));
        return plan.problems().isEmpty() ? 0 : 2;
    }

    private void show(Plan plan, Submission submission) {
        var screen = session.screen();
        var table = new Table("JOB", "SITE", "AFTER", "WHY");
        for (var step : plan.steps()) {
            table.row(
                    step.job(),
                    step.site().orElse("-"),
                    step.after().isEmpty() ? "-" : String.join(", ", step.after()),
                    why(step));
        }
        screen.print(table);
        if (plan.problems().isEmpty()) {
            screen.say("it can run; %s would be uploaded".formatted(submission.luggage()));
        } else {
            screen.note("it cannot run:");
            plan.problems().forEach(problem -> screen.note("  " + problem));
        }
    }

    private static String why(Plan.Step step) {
        var why = new StringBuilder(step.reason().orElse(""));
        step.refused()
                .forEach((site, reason) -> why.append(why.isEmpty() ? "" : "; ")
                        .append("not ")
                        .append(site)
                        .append(": ")
                        .append(reason));
        return why.toString();
    }
}

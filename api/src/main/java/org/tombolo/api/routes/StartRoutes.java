package org.tombolo.api.routes;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Plan;
import org.tombolo.control.door.Request;
import org.tombolo.control.door.SecretStore;
import org.tombolo.control.door.Workflows;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.FieldError;
import org.tombolo.wire.Paths;
import org.tombolo.wire.Problems;
import org.tombolo.wire.run.PlanRun;
import org.tombolo.wire.run.StartRun;
import org.tombolo.wire.run.Started;

/// Starting a run, and asking what starting it would do.
public final class StartRoutes {
    private static final String FILE = "workflow.yaml";

    private final Factory factory;
    private final Workflows workflows;
    private final Uploads uploads;
    private final SecretStore secrets;

    public StartRoutes(Factory factory, Workflows workflows, Uploads uploads, SecretStore secrets) {
        this.factory = factory;
        this.workflows = workflows;
        this.uploads = uploads;
        this.secrets = secrets;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.POST, Paths.RUNS, Verb.CREATE, Thing.RUNS, this::start),
                Route.of(Method.POST, Paths.PLAN, Verb.READ, Thing.RUNS, this::plan));
    }

    private Answer start(Call call) {
        var asked = call.body(StartRun.class);
        var run = new RunId(asked.run());
        StartChecks.labels(asked.labels());
        StartChecks.env(asked.env());
        var name = Words.checked("name", asked.name(), 128);
        int priority = StartChecks.priority(asked.priority());
        var upload = asked.upload().map(Digest::new);
        var site = asked.site().map(SiteId::new);
        var oneOff = SecretChecks.oneOff(asked.secrets());
        return read(call, asked.file(), asked.workflow(), asked.params(), good -> {
            mustHave(good.uploads(), upload);
            var faults = factory.run(run).isPresent() // a repeated request, which gets its first answer
                    ? List.<FieldError>of()
                    : SecretChecks.faults(good.workflow(), factory, call.project(), call.user(), oneOff, good.places());
            if (!faults.isEmpty()) {
                return refused(call, asked.file().orElse(FILE), faults);
            }
            var of = new SecretStore.OfRun(call.project(), call.user(), run);
            oneOff.forEach((secret, value) -> secrets.keep(of, secret, value));
            var done = factory.carryOut(new Request.StartRun(
                    call.user(),
                    run,
                    call.project(),
                    name,
                    asked.labels(),
                    good.workflow(),
                    upload,
                    site,
                    asked.env(),
                    priority));
            return Answer.created(new Started(
                    RunShape.of(done.version()), done.answer(), StartChecks.warnings(good, factory.sites())));
        });
    }

    private void mustHave(List<String> named, Optional<Digest> upload) {
        if (upload.isPresent()) {
            uploads.whole(upload.get(), named);
        } else if (!named.isEmpty()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "upload: the workflow file names \"%s\", expected the digest of an upload that holds it"
                            .formatted(named.getFirst()));
        }
    }

    private Answer plan(Call call) {
        var asked = call.body(PlanRun.class);
        var site = asked.site().map(SiteId::new);
        return read(call, asked.file(), asked.workflow(), asked.params(), good -> {
            var plan = factory.plan(call.project(), good.workflow(), site);
            return Answer.ok(new org.tombolo.wire.run.Plan(
                    plan.steps().stream().map(StartRoutes::step).toList(),
                    plan.problems().stream()
                            .map(problem -> new FieldError(good.places().apply(problem.path()), problem.reason()))
                            .toList(),
                    StartChecks.warnings(good, factory.sites())));
        });
    }

    /// All that is wrong with the file is the answer, at once; else what `then` makes of it.
    private Answer read(
            Call call,
            Optional<String> file,
            String text,
            SequencedMap<String, String> params,
            Function<Workflows.Reading.Good, Answer> then) {
        StartChecks.params(params);
        var name = Words.checked("file", file.orElse(FILE), 256);
        return switch (workflows.read(name, text, params)) {
            case Workflows.Reading.Good good -> then.apply(good);
            case Workflows.Reading.Bad(var faults) -> refused(call, name, StartChecks.errors(faults));
        };
    }

    private static Answer refused(Call call, String file, List<FieldError> faults) {
        return new Answer.Refused(Problems.of(
                ErrorCode.BAD_INPUT,
                Problems.status(ErrorCode.BAD_INPUT),
                "%s: %d problem%s".formatted(file, faults.size(), faults.size() == 1 ? "" : "s"),
                call.id(),
                faults));
    }

    private static org.tombolo.wire.run.Plan.Step step(Plan.Step step) {
        return new org.tombolo.wire.run.Plan.Step(
                step.job(),
                step.choice().map(choice -> choice.site().value()),
                step.choice().map(choice -> choice.reason()),
                step.choice().map(choice -> choice.refused()).orElse(Ordered.none()),
                step.after());
    }
}

package org.tombolo.api.routes;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Request;
import org.tombolo.control.door.SecretStore;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.history.EndedRun;
import org.tombolo.wire.FieldError;
import org.tombolo.wire.Paths;
import org.tombolo.wire.run.Rerun;
import org.tombolo.wire.run.Started;

/// Running a run that has ended again.
public final class RerunRoutes {
    private final Factory factory;
    private final RunFinder finder;
    private final Uploads uploads;
    private final SecretStore secrets;

    public RerunRoutes(Factory factory, RunFinder finder, Uploads uploads, SecretStore secrets) {
        this.factory = factory;
        this.finder = finder;
        this.uploads = uploads;
        this.secrets = secrets;
    }

    public List<Route> routes() {
        return List.of(Route.of(Method.POST, Paths.RERUN, Verb.CREATE, Thing.RUNS, this::rerun));
    }

    private Answer rerun(Call call) {
        var asked = call.body(Rerun.class);
        var run = new RunId(asked.run());
        var keep = Words.parse("keep", asked.keep(), Request.Keep.class);
        var name = Words.checked("name", asked.name(), 128);
        var oneOff = SecretChecks.oneOff(asked.secrets());
        var before = ended(call);
        if (factory.run(run).isEmpty()) { // else a repeated request, which gets its first answer
            mustHaveUpload(before);
            var faults = SecretChecks.faults(
                    before.run().workflow(), factory, call.project(), call.user(), oneOff, UnaryOperator.identity());
            if (!faults.isEmpty()) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT,
                        faults.stream().map(RerunRoutes::text).collect(Collectors.joining("\n")));
            }
        }
        var of = new SecretStore.OfRun(call.project(), call.user(), run);
        oneOff.forEach((secret, value) -> secrets.keep(of, secret, value));
        var done = factory.carryOut(new Request.Rerun(call.user(), run, before, keep, name));
        return Answer.created(new Started(RunShape.of(done.version()), done.answer(), List.of()));
    }

    private static String text(FieldError fault) {
        return fault.toString();
    }

    private EndedRun ended(Call call) {
        var run = finder.run(call.project(), call.run());
        return finder.ended(call.project(), call.run())
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.CONFLICT,
                        "run %s has not ended: wait for it (tombolo wait %1$s) or stop it (tombolo stop %1$s), then run it again"
                                .formatted(run.id())));
    }

    private void mustHaveUpload(EndedRun before) {
        var upload = before.run().upload();
        try {
            upload.ifPresent(digest -> uploads.whole(digest, List.of()));
        } catch (TomboloException e) {
            throw new TomboloException(
                    ErrorCode.CONFLICT,
                    "run %s: the files that came with it are gone (they stay for 24 hours after its end); start it from its workflow file: tombolo run PATH"
                            .formatted(before.run().id()),
                    e);
        }
    }
}

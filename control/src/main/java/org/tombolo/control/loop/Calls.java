package org.tombolo.control.loop;

import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.control.reconcile.Answer;
import org.tombolo.control.reconcile.Call;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Engine;
import org.tombolo.engine.Shape;
import org.tombolo.engine.Submitted;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.Secrets;

/// Carries out one call. The values of secrets are looked up now, and only for the site.
public final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private Calls() {}

    public static Answer carryOut(Engine engine, Call call, Function<Shape, Secrets> secrets) {
        try {
            return switch (call) {
                case Call.Describe() -> new Answer.Described(engine.describe());
                case Call.Observe(var since, var patience) -> new Answer.Observed(engine.observe(since, patience));
                case Call.Submit(var batch) -> new Answer.Submissions(submit(engine, batch, secrets));
                case Call.Find(var attempts) -> new Answer.Findings(engine.find(attempts));
                case Call.Stop(var orders) -> {
                    engine.stop(orders);
                    yield new Answer.Carried();
                }
                case Call.Forget(var attempts) -> new Answer.Forgettings(engine.forget(attempts));
                case Call.Remove(var volume) -> {
                    engine.remove(volume);
                    yield new Answer.Carried();
                }
            };
        } catch (TomboloException e) {
            LOG.warn("{}: {}", call.getClass().getSimpleName(), e.getMessage());
            return new Answer.Failed(e.code() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{}: a defect of the engine", call.getClass().getSimpleName(), e);
            return new Answer.Failed("a defect of the engine: " + e);
        }
    }

    /// Nobody but the site gets to see the values. Without them nothing is sent.
    private static List<Submitted> submit(Engine engine, Batch batch, Function<Shape, Secrets> secrets) {
        Secrets values;
        try {
            values = secrets.apply(batch.shape());
        } catch (TomboloException e) {
            boolean permanent = e.code() == ErrorCode.NOT_FOUND;
            LOG.warn("{}: {}", batch.shape().job(), e.getMessage());
            return batch.members().stream()
                    .<Submitted>map(member ->
                            new Submitted.Refused(member.attempt(), String.valueOf(e.getMessage()), permanent))
                    .toList();
        }
        return engine.submit(batch.with(values));
    }
}

package org.tombolo.workflow.grammar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.spec.AutoscalerSpec;
import org.tombolo.model.spec.AutoscalerSpec.Metrics;
import org.tombolo.model.spec.AutoscalerSpec.Replicas;
import org.tombolo.model.spec.AutoscalerSpec.ScaleRule;
import org.tombolo.workflow.form.Amounts;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Shape;

/// `autoscaler`: a pool has `replicas`; a source scales the pools of other services by its own metrics.
final class AutoscalerForm {
    private static final int MOST_REPLICAS = 100_000;

    /// The name of a service of this file.
    static final Form<String> SERVICE_NAME = new ServiceName();

    private static final Key<Integer> MIN =
            Key.of("min", Scalars.whole(0, MOST_REPLICAS), "no fewer (1); 0 lets it sleep");
    private static final Key<Integer> MAX = Key.required("max", Scalars.whole(1, MOST_REPLICAS), "no more");
    private static final Key<Replicas> REPLICAS =
            Key.of("replicas", ObjectForm.of("replicas", List.of(MIN, MAX), AutoscalerForm::replicas), "how many");

    private static final Form<String> URL_PATH = ScalarForm.text(
            "a path that starts with /", text -> Scalars.line(text).filter(path -> path.startsWith("/")));
    private static final Key<Boolean> ENABLED = Key.of("enabled", Scalars.FLAG, "whether metrics are read (true)");
    private static final Key<String> PATH = Key.of("path", URL_PATH, "where they are (/metrics)");
    private static final Key<Integer> PORT = Key.required("port", Ports.NUMBER, "at which port");
    private static final Key<Duration> INTERVAL =
            Key.of("interval", Amounts.seconds(1), "seconds between readings (15)");
    private static final Key<List<String>> INCLUDES =
            Key.of("includes", Lists.of(Scalars.TEXT), "which metrics to keep; else all");
    private static final Key<Metrics> METRICS = Key.of(
            "metrics",
            ObjectForm.of("metrics", List.of(ENABLED, PATH, PORT, INTERVAL, INCLUDES), AutoscalerForm::metrics),
            "what the rules look at");

    private static final Key<String> QUERY =
            Key.required("metrics-query", Scalars.TEXT, "PromQL over one replica; fires when it is not 0");
    private static final Key<Duration> COOLDOWN =
            Key.of("cooldown-period", Amounts.seconds(0), "seconds between two actions (0)");
    private static final Key<List<String>> SERVICES =
            Key.of("services", Lists.of(SERVICE_NAME), "of a source: whose pools it scales");
    private static final Key<Duration> DRAIN =
            Key.of("drain-period", Amounts.seconds(0), "seconds a retiring replica lives on (30)");
    private static final ObjectForm<ScaleRule> UP =
            ObjectForm.of("trigger", List.of(QUERY, COOLDOWN, SERVICES), fields -> rule(fields, Optional.empty()));
    private static final ObjectForm<ScaleRule> DOWN = ObjectForm.of(
            "scale-down",
            List.of(QUERY, COOLDOWN, DRAIN),
            fields -> rule(fields, Optional.of(fields.get(DRAIN, Duration.ofSeconds(30)))));

    private static final Key<List<ScaleRule>> TRIGGERS =
            Key.required("triggers", Lists.of(UP), "any of them adds a replica");
    private static final Key<List<ScaleRule>> SCALE_UP = Key.of(
            "scale-up", ObjectForm.of("scale-up", List.of(TRIGGERS), fields -> fields.of(TRIGGERS)), "when to add");
    private static final Key<ScaleRule> SCALE_DOWN = Key.of("scale-down", DOWN, "when to take away");

    static final ObjectForm<AutoscalerSpec> FORM =
            ObjectForm.of("autoscaler", List.of(REPLICAS, METRICS, SCALE_UP, SCALE_DOWN), AutoscalerForm::build);

    private AutoscalerForm() {}

    private static Replicas replicas(Fields fields) {
        int max = fields.of(MAX);
        int min = fields.get(MIN, Math.min(1, max));
        if (min > max) {
            fields.at(MIN).report("expected min to be max (%d) or less, found %d".formatted(max, min));
        }
        return new Replicas(min, max);
    }

    private static Metrics metrics(Fields fields) {
        return new Metrics(
                fields.get(ENABLED, true),
                fields.get(PATH, "/metrics"),
                fields.of(PORT),
                fields.get(INTERVAL, Duration.ofSeconds(15)),
                fields.get(INCLUDES, List.of()));
    }

    private static ScaleRule rule(Fields fields, Optional<Duration> drain) {
        return new ScaleRule(
                fields.of(QUERY), fields.get(COOLDOWN, Duration.ZERO), fields.get(SERVICES, List.of()), drain);
    }

    private static AutoscalerSpec build(Fields fields) {
        var up = fields.get(SCALE_UP, List.of());
        long crossing = up.stream().filter(rule -> !rule.services().isEmpty()).count();
        if (crossing > 0 && crossing < up.size()) {
            fields.at(SCALE_UP).report("expected all triggers to name services, or none; found both");
        } else if (crossing > 0 && fields.has(REPLICAS)) {
            fields.at(REPLICAS).report("expected replicas or triggers that name services, found both");
        } else if (crossing == 0 && !fields.has(REPLICAS)) {
            fields.at().report("expected replicas, or triggers that name services");
        }
        return new AutoscalerSpec(fields.find(REPLICAS), fields.find(METRICS), up, fields.find(SCALE_DOWN));
    }

    private static final class ServiceName implements Form<String> {
        @Override
        public Shape shape() {
            return new Shape.Text("the name of a service");
        }

        @Override
        public Optional<String> read(At at) {
            var services = at.reading().declared().services();
            var name = Scalars.TEXT.read(at);
            name.filter(it -> !services.contains(it)).ifPresent(it -> at.unknown("service", it, services));
            return name;
        }
    }
}

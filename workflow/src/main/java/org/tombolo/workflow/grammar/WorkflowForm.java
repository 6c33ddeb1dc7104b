package org.tombolo.workflow.grammar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import org.tombolo.model.Names;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Words;
import org.tombolo.workflow.params.Param;
import org.tombolo.workflow.params.ParamForms;

/// The whole file.
public final class WorkflowForm {
    private static final long MOST_DEFAULTS = 1 << 20;

    private static final Form<String> NODE_NAME = ScalarForm.text(
            "lower-case letters, digits and '-', at most 63 of them",
            text -> Optional.of(text).filter(Names::isDnsLabel),
            text -> Optional.of(text.toLowerCase(Locale.ROOT).replaceAll("[_. ]", "-"))
                    .filter(Names::isDnsLabel));

    static final Words<FormatVersion> VERSIONS = Words.of(FormatVersion.class);

    private static final Key<FormatVersion> VERSION = Key.required("version", VERSIONS, "v4, or v1 (older)");
    private static final Key<SequencedMap<String, String>> ANNOTATIONS =
            Key.of("annotations", Annotations.FORM, "texts that go with the run");
    private static final Key<Boolean> PREEMPTIBLE =
            Key.of("preemptible", Scalars.FLAG, "all of it may be stopped for more urgent work (false)");
    private static final Key<SequencedMap<String, String>> FILES =
            Key.of("files", Lists.byName("NAME", Scalars.LINE, Scalars.TEXT), "texts, used as file://NAME");
    private static final Key<SequencedMap<String, Param>> PARAMS =
            Key.ours("params", ParamForms.PARAMS, "what can be set when it is started; read as ${params.NAME}");
    private static final Key<Defaults> DEFAULTS =
            Key.of("defaults", Defaults.FORM, "what jobs and services have unless they say otherwise");
    private static final Key<SequencedMap<String, VolumePart>> VOLUMES =
            Key.of("volumes", Lists.byName("NAME", Scalars.WORD, VolumeForm.FORM), "directories that jobs share");
    private static final Key<SequencedMap<String, JobPart>> JOBS =
            Key.of("jobs", Lists.byName("NAME", NODE_NAME, JobForm.FORM), "work that ends");
    private static final Key<SequencedMap<String, ServicePart>> SERVICES = Key.of(
            "services", Lists.byName("NAME", NODE_NAME, ServiceForm.FORM), "work that runs until it is needed no more");

    public static final ObjectForm<WorkflowSpec> FORM = ObjectForm.of(
            "workflow",
            List.of(VERSION, PARAMS, ANNOTATIONS, PREEMPTIBLE, FILES, DEFAULTS, VOLUMES, JOBS, SERVICES),
            WorkflowForm::build);

    private WorkflowForm() {}

    private static WorkflowSpec build(Fields fields) {
        checkNodes(fields);
        var defaults = areDefaultsSmall(fields) ? fields.get(DEFAULTS, Defaults.NONE) : Defaults.NONE;
        boolean preemptible = fields.get(PREEMPTIBLE, false);
        SequencedMap<String, VolumeSpec> volumes =
                each(fields.get(VOLUMES, Ordered.none()), (name, part) -> part.spec(name));
        SequencedMap<String, JobSpec> jobs =
                each(fields.get(JOBS, Ordered.none()), (name, part) -> part.spec(name, defaults, preemptible));
        SequencedMap<String, ServiceSpec> services =
                each(fields.get(SERVICES, Ordered.none()), (name, part) -> part.spec(name, defaults, preemptible));
        return new WorkflowSpec(
                fields.of(VERSION),
                fields.get(ANNOTATIONS, Ordered.none()),
                preemptible,
                fields.get(FILES, Ordered.none()),
                volumes,
                jobs,
                services);
    }

    private static void checkNodes(Fields fields) {
        var declared = fields.at().reading().declared();
        if (declared.nodes().isEmpty()) {
            fields.at().report("expected at least one job or service");
        }
        declared.services().stream()
                .filter(declared.jobs()::contains)
                .forEach(name -> fields.at(SERVICES)
                        .report("\"%s\" is a job too: jobs and services share one name space".formatted(name)));
    }

    /// Each job and service gets a copy: a short file must not become a long one without end.
    private static boolean areDefaultsSmall(Fields fields) {
        if (!fields.has(DEFAULTS)) {
            return true;
        }
        var extent = fields.at(DEFAULTS).node().extent();
        long nodes = fields.at().reading().declared().nodes().size();
        boolean small = extent.values() * nodes <= MOST_DEFAULTS && extent.characters() * nodes <= 16 * MOST_DEFAULTS;
        if (!small) {
            fields.at(DEFAULTS)
                    .report("expected less, since each of %d jobs and services gets a copy".formatted(nodes));
        }
        return small;
    }

    private static <P, S> SequencedMap<String, S> each(SequencedMap<String, P> parts, BiFunction<String, P, S> spec) {
        var specs = new LinkedHashMap<String, S>();
        parts.forEach((name, part) -> specs.put(name, spec.apply(name, part)));
        return Ordered.copy(specs);
    }
}

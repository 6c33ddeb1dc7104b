package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Optional;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.Dependency.On;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.form.Words;

/// `depends-on` and its older form `requires`.
final class DependencyForm {
    private static final Key<String> NAME = Key.required("name", Scalars.TEXT, "a job or service");
    private static final Key<On> STATUS = Key.required(
            "status", Words.of(On.class), "FINISHED (job succeeded), RUNNING (service ready); ours: FAILED, ENDED");
    private static final Key<String> DESCRIPTION = Key.of("description", Scalars.TEXT, "for people");

    static final ObjectForm<Dependency> FORM =
            ObjectForm.of("dependency", List.of(NAME, STATUS, DESCRIPTION), DependencyForm::build);

    /// A name: the job has finished or, where it is a service, runs.
    static final Form<Dependency> REQUIRED = new Required();

    private DependencyForm() {}

    private static Dependency build(Fields fields) {
        var name = fields.of(NAME);
        var status = fields.of(STATUS);
        var declared = fields.at().reading().declared();
        if (!declared.nodes().contains(name)) {
            fields.at(NAME).unknown("job or service", name, declared.nodes());
        } else if (declared.jobs().contains(name) && status == On.RUNNING) {
            fields.at(STATUS)
                    .report(
                            "\"%s\" is a job: expected finished, failed or ended; only services are waited for as running"
                                    .formatted(name));
        } else if (!declared.jobs().contains(name) && status != On.RUNNING) {
            fields.at(STATUS)
                    .report("\"%s\" is a service: expected running, since it ends only after those who depend on it"
                            .formatted(name));
        }
        return new Dependency(name, status, fields.find(DESCRIPTION));
    }

    private static final class Required implements Form<Dependency> {
        @Override
        public Shape shape() {
            return new Shape.Text("the name of a job or service");
        }

        @Override
        public Optional<Dependency> read(At at) {
            var declared = at.reading().declared();
            return Scalars.TEXT.read(at).map(name -> {
                if (!declared.nodes().contains(name)) {
                    at.unknown("job or service", name, declared.nodes());
                }
                var on = declared.services().contains(name) ? On.RUNNING : On.FINISHED;
                return new Dependency(name, on, Optional.empty());
            });
        }
    }
}

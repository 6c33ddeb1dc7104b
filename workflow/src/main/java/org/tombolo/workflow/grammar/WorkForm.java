package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;

/// The keys of `WorkPart`, for jobs and services.
final class WorkForm {
    private static final Form<String> SCRIPT_TEXT = ScalarForm.text(
            "a script that is not empty", text -> Optional.of(text).filter(it -> !it.isBlank()));

    private static final Key<UriSpec> IMAGE =
            Key.of("image", UriForms.IMAGE, "the container image; ours: without one a process of the host");
    private static final Key<String> SCRIPT =
            Key.of("script", SCRIPT_TEXT, "a program; its first line selects the interpreter, else /bin/sh");
    private static final Key<List<String>> COMMAND =
            Key.of("command", Lists.of(Scalars.TEXT), "the argument vector, instead of a script");
    private static final Key<List<String>> ARGS =
            Key.of("args", Lists.of(Scalars.TEXT), "appended to script or command");
    private static final Key<String> CWD = Key.of("cwd", AbsolutePath.FORM, "absolute; where it starts");
    private static final Key<SequencedMap<String, FileSpec>> FILES =
            Key.of("files", FilesForm.FORM, "/path: text, or file://NAME");
    private static final Key<List<Dependency>> DEPENDS_ON =
            Key.of("depends-on", Lists.of(DependencyForm.FORM), "what must have happened first; all of it");
    private static final Key<List<Dependency>> REQUIRES =
            Key.of("requires", Lists.of(DependencyForm.REQUIRED), "older: names that must have finished");
    private static final Key<Boolean> NAME = Key.of("name", new Ignored(), "ignored: the name is the key");

    static final List<Key<?>> KEYS = Stream.<Key<?>>concat(
                    Stream.of(IMAGE, SCRIPT, COMMAND, ARGS, CWD, FILES, DEPENDS_ON, REQUIRES, NAME),
                    SharedForm.KEYS.stream())
            .toList();

    private WorkForm() {}

    static WorkPart of(Fields fields) {
        return new WorkPart(
                fields.find(IMAGE).map(ImageSpec::new),
                program(fields),
                fields.get(ARGS, List.of()),
                SharedForm.of(fields),
                fields.find(CWD),
                fields.get(FILES, Ordered.none()),
                dependencies(fields));
    }

    private static Program program(Fields fields) {
        if (fields.has(SCRIPT) && fields.has(COMMAND)) {
            fields.at(COMMAND).report("expected script or command, found both");
        }
        var argv = fields.get(COMMAND, List.of());
        if (fields.has(SCRIPT)) {
            return new Program.Script(fields.get(SCRIPT, ""));
        }
        if (fields.has(COMMAND)) {
            if (argv.isEmpty() && fields.find(COMMAND).isPresent()) {
                fields.at(COMMAND).expected("at least the program to start");
            }
            return new Program.Command(argv);
        }
        if (!fields.has(IMAGE)) {
            fields.at().report("expected script, command or image: nothing says what to run");
        }
        return new Program.ImageDefault();
    }

    private static List<Dependency> dependencies(Fields fields) {
        if (fields.has(DEPENDS_ON) && fields.has(REQUIRES)) {
            fields.at(REQUIRES).warn("ignored, since depends-on is there");
        }
        return fields.has(DEPENDS_ON) ? fields.get(DEPENDS_ON, List.of()) : fields.get(REQUIRES, List.of());
    }
}

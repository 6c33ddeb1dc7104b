package org.tombolo.workflow.grammar;

import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.Reading;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.yaml.Node.Scalar;

/// `files` of a job or service: path → text, or `file://NAME`.
final class FilesForm implements Form<FileSpec> {
    static final Form<SequencedMap<String, FileSpec>> FORM =
            Lists.byName("/PATH", AbsolutePath.BELOW_ROOT, new FilesForm());

    @Override
    public Shape shape() {
        return new Shape.Text("text, or file://NAME");
    }

    @Override
    public Optional<FileSpec> read(At at) {
        if (!(at.node() instanceof Scalar scalar)) {
            return at.expected(shape().expected());
        }
        if (scalar.isNull()) {
            return Optional.of(new FileSpec.Inline(""));
        }
        if (!scalar.text().startsWith(Locations.FILE) || scalar.text().strip().contains("\n")) {
            return Scalars.TEXT.read(at).map(FileSpec.Inline::new);
        }
        return BesideFile.name(at, scalar.text().strip().substring(Locations.FILE.length()))
                .map(name -> named(at, name));
    }

    private static FileSpec named(At at, String name) {
        var text = at.reading().declared().files().get(name);
        if (text == null) {
            return new FileSpec.Uploaded(name);
        }
        if (!at.reading().mayInline(text)) {
            at.report(
                    "expected at most %d characters from files: in all jobs together".formatted(Reading.MOST_INLINED));
        }
        return new FileSpec.Inline(text);
    }
}

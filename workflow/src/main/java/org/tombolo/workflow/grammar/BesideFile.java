package org.tombolo.workflow.grammar;

import java.util.Optional;
import org.tombolo.model.upload.TreePath;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.NamedUpload;
import org.tombolo.workflow.yaml.Printable;

/// What `file://NAME` names: an inline text under `files`, or else a file or folder that is uploaded with the run.
final class BesideFile {
    private BesideFile() {}

    /// The name; noted as an upload when the file has no such text.
    static Optional<String> name(At at, String written) {
        var stripped = written.startsWith("/") ? written.substring(1) : written;
        if (at.reading().declared().files().containsKey(stripped)) {
            return Optional.of(stripped);
        }
        if (written.startsWith("/")) {
            at.report("expected a name under files: or a path beside the workflow file, found the absolute path \"%s\""
                            .formatted(Printable.of(written))
                    + ": for a file elsewhere declare a parameter of type path");
            return Optional.empty();
        }
        var name = RelativePath.normalised(written).filter(TreePath::isGood);
        if (name.isEmpty() || written.contains("{{")) {
            return at.expected("file://NAME, NAME under files: or a path in the workflow's folder, without \"..\"");
        }
        at.reading().needs(new NamedUpload(name.get(), at.path(), at.place()));
        return name;
    }
}

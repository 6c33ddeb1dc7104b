package org.tombolo.workflow.grammar;

import java.util.Optional;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.ScalarForm;
import org.tombolo.workflow.form.Scalars;

/// Paths inside a job.
final class AbsolutePath {
    private static final int LONGEST = 1024;

    /// Written without a `/` at the end, without empty and `.` parts.
    static final Form<String> FORM = ScalarForm.text(
            "an absolute path without \"..\", at most %d characters".formatted(LONGEST), AbsolutePath::normalised);

    /// A path that something can be put at: any but `/` itself.
    static final Form<String> BELOW_ROOT = ScalarForm.text(
            "an absolute path below /, without \"..\", at most %d characters".formatted(LONGEST),
            text -> normalised(text).filter(path -> !path.equals("/")));

    private AbsolutePath() {}

    static Optional<String> normalised(String text) {
        return Scalars.line(text)
                .filter(path -> path.startsWith("/") && path.length() <= LONGEST)
                .flatMap(path -> RelativePath.normalised(path.substring(1)))
                .map(path -> "/" + path);
    }
}

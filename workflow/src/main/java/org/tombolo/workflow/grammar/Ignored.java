package org.tombolo.workflow.grammar;

import java.util.Optional;
import org.tombolo.workflow.form.At;
import org.tombolo.workflow.form.Form;
import org.tombolo.workflow.form.Shape;

/// A key that is part of the format and means nothing.
final class Ignored implements Form<Boolean> {
    @Override
    public Optional<Boolean> read(At at) {
        return Optional.of(true);
    }

    @Override
    public Shape shape() {
        return new Shape.Text("anything");
    }
}

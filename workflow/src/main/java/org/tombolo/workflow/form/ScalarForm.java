package org.tombolo.workflow.form;

import java.util.Optional;
import java.util.function.Function;
import org.tombolo.workflow.yaml.Node.Scalar;

/// A single value, made of its text.
///
/// @param parse empty when the text is not of this form
/// @param nearest what was probably meant by a text that is not of this form
public record ScalarForm<T>(
        Shape shape, Function<Scalar, Optional<T>> parse, Function<String, Optional<String>> nearest)
        implements Form<T> {

    public static <T> ScalarForm<T> of(Shape shape, Function<Scalar, Optional<T>> parse) {
        return new ScalarForm<>(shape, parse, _ -> Optional.empty());
    }

    public static <T> ScalarForm<T> text(
            String expected, Function<String, Optional<T>> parse, Function<String, Optional<String>> nearest) {
        return new ScalarForm<>(new Shape.Text(expected), scalar -> parse.apply(scalar.text()), nearest);
    }

    public static <T> ScalarForm<T> text(String expected, Function<String, Optional<T>> parse) {
        return text(expected, parse, _ -> Optional.empty());
    }

    @Override
    public Optional<T> read(At at) {
        if (!(at.node() instanceof Scalar scalar) || scalar.isNull()) {
            return at.expected(shape.expected());
        }
        var value = parse.apply(scalar);
        if (value.isPresent()) {
            return value;
        }
        if (!scalar.plain()
                && parse.apply(new Scalar(scalar.text(), true, scalar.place())).isPresent()) {
            at.report("expected %s without quotes, found %s in quotes".formatted(shape.expected(), scalar.described()));
            return Optional.empty();
        }
        boolean mayGuess = at.reading().problems().mayGuess();
        return at.expected(shape.expected(), mayGuess ? nearest.apply(scalar.text()) : Optional.empty());
    }
}

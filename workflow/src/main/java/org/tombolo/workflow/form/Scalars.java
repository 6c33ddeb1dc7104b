package org.tombolo.workflow.form;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tombolo.model.Names;
import org.tombolo.workflow.form.Shape.Whole;
import org.tombolo.workflow.yaml.Node.Scalar;

/// The plain kinds of values.
public final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?([0-9]{1,18}(\\.[0-9]{0,18})?|\\.[0-9]{1,18})([eE][-+]?[0-9]{1,3})?");

    /// Any text; a number or a boolean is taken as it is written.
    public static final Form<String> TEXT = ScalarForm.text("text", Optional::of);

    /// Text for names and locations: one line, not empty, nothing of a template left in it.
    public static final Form<String> LINE = ScalarForm.text("one line of text (no template {{ ... }})", Scalars::line);

    /// As volumes and ports are called.
    public static final Form<String> WORD = ScalarForm.text(
            "letters, digits, '.', '_' and '-', at most 63 of them",
            text -> Optional.of(text).filter(Names::isWord));

    public static final Form<Boolean> FLAG =
            new ScalarForm<>(new Shape.Flag(), Scalars::flag, text -> switch (text.toLowerCase(Locale.ROOT)) {
                case "yes", "on", "y", "1", "true" -> Optional.of("true");
                case "no", "off", "n", "0", "false" -> Optional.of("false");
                default -> Optional.empty();
            });

    private Scalars() {}

    public static Form<Integer> whole(int least, int most) {
        return ScalarForm.of(
                new Whole(least, most),
                scalar -> number(scalar)
                        .filter(number -> number >= least && number <= most)
                        .map(Long::intValue));
    }

    public static Form<Integer> whole(int least) {
        return whole(least, Integer.MAX_VALUE);
    }

    public static Form<Double> decimal(double least, double most) {
        return ScalarForm.of(
                new Shape.Decimal(least, most),
                scalar -> Optional.of(scalar)
                        .filter(it -> it.plain() && DECIMAL.matcher(it.text()).matches())
                        .map(it -> Double.parseDouble(it.text()))
                        .filter(number -> number >= least && number <= most));
    }

    /// A number that was written without quotes.
    public static Optional<Long> number(Scalar scalar) {
        return Optional.of(scalar)
                .filter(it -> it.plain() && WHOLE.matcher(it.text()).matches())
                .map(it -> Long.parseLong(it.text()));
    }

    public static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }

    public static Optional<Boolean> flag(Scalar scalar) {
        if (!scalar.plain()) {
            return Optional.empty();
        }
        return switch (scalar.text()) {
            case "true", "True", "TRUE" -> Optional.of(true);
            case "false", "False", "FALSE" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    public static Optional<String> line(String text) {
        return Optional.of(text.strip())
                .filter(it -> !it.isEmpty() && !it.contains("{{") && it.chars().noneMatch(Character::isISOControl));
    }
}

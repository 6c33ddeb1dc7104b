package org.tombolo.workflow.params;

import java.util.List;
import java.util.Optional;
import org.tombolo.model.Nearest;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.problem.Place;
import org.tombolo.workflow.yaml.Node.Scalar;
import org.tombolo.workflow.yaml.Printable;

/// A parameter as the file declares it.
///
/// @param options  what a choice may be; empty for every other type
/// @param standing the default, as the file writes it
public record Param(
        String name,
        ParamType type,
        List<String> options,
        Optional<String> standing,
        Optional<String> description,
        Place place) {
    static final int MOST_CHARACTERS = 65_536;

    public Param {
        options = List.copyOf(options);
    }

    /// Why that text is no value of this parameter, as words to put behind its name; empty when it is one.
    Optional<String> fault(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.of("expected at most %d characters, found %d".formatted(MOST_CHARACTERS, text.length()));
        }
        return fits(text)
                ? Optional.empty()
                : Optional.of("expected %s, found \"%s\"".formatted(expected(), Printable.of(text)));
    }

    Optional<String> nearest(String text) {
        return switch (type) {
            case CHOICE -> Nearest.to(text, options);
            case BOOL -> Nearest.to(text, List.of("true", "false"));
            case STRING, INT, FLOAT, PATH -> Optional.empty();
        };
    }

    private boolean fits(String text) {
        var plain = new Scalar(text, true, place);
        return switch (type) {
            case STRING -> text.indexOf('\0') < 0;
            case INT -> Scalars.number(plain).isPresent();
            case FLOAT -> Scalars.isDecimal(text);
            case BOOL -> Scalars.flag(plain).isPresent();
            case PATH -> !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
            case CHOICE -> options.contains(text);
        };
    }

    private String expected() {
        return type == ParamType.CHOICE ? String.join(" or ", options) : type.expected();
    }
}

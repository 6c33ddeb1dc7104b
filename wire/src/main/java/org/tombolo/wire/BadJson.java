package org.tombolo.wire;

import java.util.stream.Collectors;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.Nearest;
import org.tombolo.model.TomboloException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What is wrong with a body, in our words: `body:3:14 labels.x: ...`.
final class BadJson {
    private BadJson() {}

    static TomboloException of(JacksonException e) {
        var location = e.getLocation();
        var place = location == null ? "body" : "body:%d:%d".formatted(location.getLineNr(), location.getColumnNr());
        var path = e instanceof DatabindException ? path(e) : "";
        return new TomboloException(
                ErrorCode.BAD_INPUT, place + (path.isEmpty() ? "" : " " + path) + ": " + what(e), e);
    }

    private static String what(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknown(unknown);
        }
        var cause = e.getCause();
        if (cause instanceof TomboloException ours) {
            return String.valueOf(ours.getMessage());
        }
        var text = String.valueOf(e.getOriginalMessage());
        return Names.printable(text.lines().findFirst().orElse("not JSON"));
    }

    private static String unknown(UnrecognizedPropertyException e) {
        var known =
                e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
        var found = Names.printable(e.getPropertyName());
        return Nearest.to(found, known)
                .map(nearest -> "unknown field \"%s\"; did you mean \"%s\"?".formatted(found, nearest))
                .orElse("unknown field \"%s\"; known here: %s".formatted(found, String.join(", ", known)));
    }

    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : Names.printable(step.getPropertyName()))
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}

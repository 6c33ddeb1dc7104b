package org.tombolo.workflow.params;

import java.util.ArrayList;
import java.util.Optional;
import org.tombolo.workflow.form.Reading;
import org.tombolo.workflow.yaml.KeyPath;
import org.tombolo.workflow.yaml.Node;
import org.tombolo.workflow.yaml.Node.Entry;
import org.tombolo.workflow.yaml.Node.Hole;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.Node.Scalar;
import org.tombolo.workflow.yaml.Node.Sequence;
import org.tombolo.workflow.yaml.Printable;

/// Fills parameters into the values of a tree; keys stay as they are. `$${params.x}` is the text `${params.x}`; every
/// other `${...}` and `$$` belongs to the scripts in the file and is not touched.
public final class Expansion {
    private static final String OPEN = "${params.";

    /// Of all filled-in texts together, so that short files do not become long ones without end.
    private static final int MOST_CHARACTERS = 16 << 20;

    private final Parameters parameters;
    private final Reading reading;
    private final int longestValue;
    private long filled;

    private Expansion(Parameters parameters, Reading reading) {
        this.parameters = parameters;
        this.reading = reading;
        this.longestValue = parameters.values().values().stream()
                .mapToInt(value -> value.inserted().length())
                .max()
                .orElse(0);
    }

    /// The tree of a file without its `params`, values filled in.
    public static Mapping of(Mapping root, Parameters parameters, Reading reading) {
        if (!parameters.isDeclared() && !mentions(root)) {
            return root;
        }
        var expansion = new Expansion(parameters, reading);
        var entries = new ArrayList<Entry>();
        for (var entry : root.entries()) {
            if (!entry.key().equals(Parameters.KEY)) {
                var value = expansion.node(entry.value(), KeyPath.child("", entry.key()));
                entries.add(new Entry(entry.key(), entry.place(), value));
            }
        }
        return Mapping.of(entries, root.place());
    }

    private static boolean mentions(Node node) {
        return switch (node) {
            case Hole _ -> false;
            case Scalar scalar -> scalar.text().contains(OPEN);
            case Sequence sequence -> {
                for (var item : sequence.items()) {
                    if (mentions(item)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Mapping mapping -> {
                for (var entry : mapping.entries()) {
                    if (mentions(entry.value())) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    private Node node(Node node, String path) {
        return switch (node) {
            case Hole hole -> hole;
            case Scalar scalar -> scalar.text().contains(OPEN) ? scalar(scalar, path) : scalar;
            case Sequence(var items, var place, var _) -> {
                var expanded = new ArrayList<Node>(items.size());
                for (int i = 0; i < items.size(); i++) {
                    expanded.add(node(items.get(i), KeyPath.item(path, i)));
                }
                yield Sequence.of(expanded, place);
            }
            case Mapping(var entries, var place, var _) ->
                Mapping.of(
                        entries.stream()
                                .map(entry -> new Entry(
                                        entry.key(),
                                        entry.place(),
                                        node(entry.value(), KeyPath.child(path, entry.key()))))
                                .toList(),
                        place);
        };
    }

    private Node scalar(Scalar scalar, String path) {
        if (!parameters.isDeclared()) {
            reading.problems()
                    .warn(scalar.place(), path, "\"%s...}\" is left as it is: the file has no params:".formatted(OPEN));
            return scalar;
        }
        var whole = whole(scalar.text());
        if (whole.isPresent()) {
            var value = whole.get();
            return new Scalar(value.inserted(), value.isPlain(), scalar.place());
        }
        return filledIn(scalar, path)
                .<Node>map(text -> new Scalar(text, false, scalar.place()))
                .orElseGet(() -> new Hole(scalar.place()));
    }

    /// The parameter that the text is, when it is nothing else.
    private Optional<ParamValue> whole(String text) {
        boolean enclosed = text.startsWith(OPEN) && text.indexOf('}') == text.length() - 1;
        return enclosed
                ? Optional.ofNullable(parameters.values().get(text.substring(OPEN.length(), text.length() - 1)))
                : Optional.empty();
    }

    private Optional<String> filledIn(Scalar scalar, String path) {
        var text = scalar.text();
        var out = new StringBuilder(text.length() + 64);
        boolean complete = true;
        int from = 0;
        if (isTooMuch(scalar, path)) {
            return Optional.empty();
        }
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            if (open > from && text.charAt(open - 1) == '$') {
                out.append(text, from, open - 1).append(OPEN);
                from = open + OPEN.length();
                continue;
            }
            out.append(text, from, open);
            int close = text.indexOf('}', open);
            from = close < 0 ? text.length() : close + 1;
            var inserted = close < 0
                    ? malformed(text.substring(open), scalar, path)
                    : inserted(text.substring(open + OPEN.length(), close), scalar, path);
            inserted.ifPresent(out::append);
            complete &= inserted.isPresent();
        }
        return complete ? Optional.of(out.append(text, from, text.length()).toString()) : Optional.empty();
    }

    /// Before a text with parameters is copied: an anchored one may be used many times.
    private boolean isTooMuch(Scalar scalar, String path) {
        int uses = (scalar.text().length() - scalar.text().replace(OPEN, "").length()) / OPEN.length();
        filled += scalar.text().length() + (long) uses * longestValue;
        if (filled > MOST_CHARACTERS) {
            var what = "expected texts with parameters to be at most %d characters in all".formatted(MOST_CHARACTERS);
            reading.problems().add(scalar.place(), path, what);
        }
        return filled > MOST_CHARACTERS;
    }

    private Optional<String> malformed(String found, Scalar scalar, String path) {
        var what = "expected ${params.NAME}, found \"%s\" (for the text itself write $${params.)"
                .formatted(Printable.of(found));
        reading.problems().add(scalar.place(), path, what);
        return Optional.empty();
    }

    private Optional<String> inserted(String name, Scalar scalar, String path) {
        if (!ParamForms.isName(name)) {
            return malformed(OPEN + name + "}", scalar, path);
        }
        if (!parameters.names().contains(name)) {
            var nearest = reading.nearest(name, parameters.names());
            reading.problems().add(scalar.place(), path, "no parameter \"%s\"".formatted(name), nearest);
        }
        var value = Optional.ofNullable(parameters.values().get(name)).map(ParamValue::inserted);
        return value;
    }
}

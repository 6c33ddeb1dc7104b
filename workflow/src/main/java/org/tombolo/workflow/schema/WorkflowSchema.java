package org.tombolo.workflow.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.grammar.WorkflowForm;

/// JSON Schema (draft 2020-12) of the workflow file, for editors that complete and check while somebody types. The
/// parser checks more (names that must exist, cycles, limits) and says it better; what it takes, the schema takes.
public final class WorkflowSchema {
    /// Anywhere in a value of a file, before the value is read as what it should be.
    private static final Map<String, Object> PARAMETER = ordered("type", "string", "pattern", "\\$\\{params\\.");

    private final SequencedMap<String, Object> definitions = new LinkedHashMap<>();

    private WorkflowSchema() {}

    /// The schema as maps, lists, texts, numbers and booleans.
    public static SequencedMap<String, Object> tree() {
        var schema = new WorkflowSchema();
        var root = schema.of(WorkflowForm.FORM.shape());
        var tree = ordered(
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "title",
                "Tombolo workflow file",
                "description",
                "One workflow: its volumes, jobs and services. Keys marked \"ours\" are not part of the public format.");
        tree.putAll(root);
        tree.put("$defs", schema.definitions);
        return tree;
    }

    private SequencedMap<String, Object> of(Shape shape) {
        return switch (shape) {
            case Shape.Text(var expected) ->
                ordered("type", List.of("string", "number", "boolean", "null"), "description", expected);
            case Shape.Flag() -> orParameter(ordered("type", "boolean"));
            case Shape.Whole(long least, long most) -> orParameter(bounded("integer", least, most));
            case Shape.Decimal(double least, double most) -> orParameter(bounded("number", least, most));
            case Shape.Choice(var words) ->
                ordered(
                        "anyOf",
                        List.of(
                                ordered("enum", words),
                                ordered("type", "string", "pattern", inAnyCase(words)),
                                PARAMETER));
            case Shape.ListOf(var item) -> ordered("type", List.of("array", "null"), "items", of(item));
            case Shape.MapOf(var _, var value) ->
                ordered("type", List.of("object", "null"), "additionalProperties", of(value));
            case Shape.ObjectOf object -> reference(object);
            case Shape.AnyOf(var shapes) ->
                ordered("anyOf", shapes.stream().map(this::of).toList());
        };
    }

    /// Objects are defined once and named where they are used.
    private SequencedMap<String, Object> reference(Shape.ObjectOf object) {
        var name = object.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of()); // holds the place: no form contains itself, and the order is of first use
            definitions.put(name, definition(object));
        }
        return ordered("$ref", "#/$defs/" + name);
    }

    private SequencedMap<String, Object> definition(Shape.ObjectOf object) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<Map<String, Object>>();
        for (var key : object.keys()) {
            var spellings = new LinkedHashSet<>(key.spellings());
            for (var spelling : spellings) {
                properties.put(spelling, property(key, spelling.equals(key.name())));
            }
            if (key.required()) {
                required.add(ordered(
                        "anyOf",
                        spellings.stream()
                                .map(spelling -> ordered("required", List.of(spelling)))
                                .toList()));
            }
        }
        var definition = ordered("type", required.isEmpty() ? List.of("object", "null") : "object");
        definition.put("properties", properties);
        definition.put("additionalProperties", false);
        if (!required.isEmpty()) {
            definition.put("allOf", required);
        }
        return definition;
    }

    private SequencedMap<String, Object> property(Key<?> key, boolean usual) {
        var property = of(key.form().shape());
        property.put("description", key.ours() ? "ours: " + key.meaning() : key.meaning());
        if (!usual) {
            property.put("deprecated", true);
        }
        return property;
    }

    private static SequencedMap<String, Object> bounded(String type, Number least, Number most) {
        var bounded = ordered("type", type, "minimum", least);
        if (most.doubleValue() < Integer.MAX_VALUE) {
            bounded.put("maximum", most);
        }
        return bounded;
    }

    private static SequencedMap<String, Object> orParameter(SequencedMap<String, Object> shape) {
        return ordered("anyOf", List.of(shape, PARAMETER));
    }

    /// ECMA-262 has no flag inside a pattern: `[vV]4`.
    private static String inAnyCase(List<String> words) {
        var pattern = new StringBuilder("^\\s*(");
        for (var word : words) {
            pattern.append(pattern.charAt(pattern.length() - 1) == '(' ? "" : "|");
            word.chars()
                    .mapToObj(c -> Character.isLetter(c)
                            ? "[%c%c]".formatted(c, Character.toUpperCase(c))
                            : String.valueOf((char) c))
                    .forEach(pattern::append);
        }
        return pattern.append(")\\s*$").toString();
    }

    private static SequencedMap<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}

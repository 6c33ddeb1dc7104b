package org.tombolo.testkit.format;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.Set;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Shape;
import org.tombolo.workflow.grammar.WorkflowForm;

/// Every key of the format as the parser has it: `OBJECT KEY`, such as `cpu cores`, in the parser's order. What jobs
/// and
/// services have in common is `work`; `defaults` repeats keys of others, and is not followed.
final class Grammar {
    private final SequencedMap<String, Key<?>> keys = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();

    private Grammar() {}

    static SequencedMap<String, Key<?>> keys() {
        var grammar = new Grammar();
        grammar.walk(WorkflowForm.FORM.shape());
        return grammar.keys;
    }

    private void walk(Shape shape) {
        switch (shape) {
            case Shape.ObjectOf object -> object(object);
            case Shape.ListOf(var item) -> walk(item);
            case Shape.MapOf(var _, var value) -> walk(value);
            case Shape.AnyOf(var shapes) -> shapes.forEach(this::walk);
            case Shape.Text _, Shape.Flag _, Shape.Whole _, Shape.Decimal _, Shape.Choice _ -> {}
        }
    }

    private void object(Shape.ObjectOf object) {
        if (object.name().startsWith("defaults of") || !seen.add(object.name())) {
            return;
        }
        for (var key : object.keys()) {
            keys.put(id(object.name(), key), key);
        }
        object.keys().forEach(key -> walk(key.form().shape()));
    }

    /// Services come behind jobs: a key that both have is found as one of jobs first.
    private String id(String object, Key<?> key) {
        return switch (object) {
            case "job" -> (isOfJobsOnly(key.name()) ? "job " : "work ") + key.name();
            case "service" -> (keys.containsKey("work " + key.name()) ? "work " : "service ") + key.name();
            default -> object + " " + key.name();
        };
    }

    private static boolean isOfJobsOnly(String name) {
        return name.equals("task-array") || name.equals("network");
    }
}

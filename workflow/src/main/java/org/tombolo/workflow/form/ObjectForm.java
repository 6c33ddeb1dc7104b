package org.tombolo.workflow.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tombolo.workflow.yaml.Node.Entry;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.Printable;

/// A mapping with known keys. Nothing at all is read as a mapping without keys.
public final class ObjectForm<T> implements Form<T> {
    private final String name;
    private final List<Key<?>> keys;
    private final Map<String, Key<?>> bySpelling = new HashMap<>();
    private final Function<Fields, Optional<T>> build;

    private ObjectForm(String name, List<Key<?>> keys, Function<Fields, Optional<T>> build) {
        this.name = name;
        this.keys = List.copyOf(keys);
        this.build = build;
        for (var key : keys) {
            key.spellings().forEach(spelling -> bySpelling.put(spelling, key));
        }
    }

    /// @param build called when every required key could be read
    public static <T> ObjectForm<T> of(String name, List<Key<?>> keys, Function<Fields, T> build) {
        return new ObjectForm<>(name, keys, fields -> Optional.of(build.apply(fields)));
    }

    /// @param build may report a problem and return nothing
    public static <T> ObjectForm<T> checked(String name, List<Key<?>> keys, Function<Fields, Optional<T>> build) {
        return new ObjectForm<>(name, keys, build);
    }

    @Override
    public Shape shape() {
        return new Shape.ObjectOf(name, keys);
    }

    @Override
    public Optional<T> read(At at) {
        var node = at.node().isNothing() ? Mapping.of(List.of(), at.place()) : at.node();
        if (!(node instanceof Mapping mapping)) {
            return at.expected(shape().expected());
        }
        var fields = new Fields(at);
        mapping.entries().forEach(entry -> read(fields, entry, at));
        boolean complete = true;
        for (var key : keys) {
            if (key.required() && !fields.has(key)) {
                at.report("expected the key \"%s\"".formatted(key.name()));
            }
            complete &= !key.required() || fields.find(key).isPresent();
        }
        return complete ? build.apply(fields) : Optional.empty();
    }

    private void read(Fields fields, Entry entry, At at) {
        var key = bySpelling.get(entry.key());
        if (key == null) {
            var nearest = at.reading()
                    .nearest(entry.key(), keys.stream().map(Key::name).toList());
            var what = "unknown key \"%s\"%s"
                    .formatted(Printable.of(entry.key()), nearest.isPresent() ? "" : "; known: " + known());
            at.reading().problems().add(entry.place(), at.path(), what, nearest);
        } else if (fields.has(key)) {
            var what = "\"%s\" is there twice, once in another spelling".formatted(key.name());
            at.reading().problems().add(entry.place(), at.path(), what);
        } else {
            fields.read(key, at.child(entry));
        }
    }

    private String known() {
        return String.join(", ", keys.stream().map(Key::name).toList());
    }
}

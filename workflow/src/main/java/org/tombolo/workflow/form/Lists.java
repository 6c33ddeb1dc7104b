package org.tombolo.workflow.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.workflow.yaml.Node.Mapping;
import org.tombolo.workflow.yaml.Node.Sequence;

/// Several values of one kind: as a list, or by name. Nothing at all is read as none.
public final class Lists {
    private Lists() {}

    public static <T> Form<List<T>> of(Form<T> item) {
        return new ListForm<>(item);
    }

    /// By name; the names are read by `key`, at the place where they stand.
    public static <T> Form<SequencedMap<String, T>> byName(String called, Form<String> key, Form<T> value) {
        return new MapForm<>(called, key, value);
    }

    private record ListForm<T>(Form<T> item) implements Form<List<T>> {
        @Override
        public Shape shape() {
            return new Shape.ListOf(item.shape());
        }

        @Override
        public Optional<List<T>> read(At at) {
            if (at.node().isNothing()) {
                return Optional.of(List.of());
            }
            if (!(at.node() instanceof Sequence sequence)) {
                return at.expected(shape().expected());
            }
            var items = new ArrayList<T>(sequence.items().size());
            for (int i = 0; i < sequence.items().size(); i++) {
                item.read(at.item(i, sequence.items().get(i))).ifPresent(items::add);
            }
            return Optional.of(List.copyOf(items));
        }
    }

    private record MapForm<T>(String called, Form<String> key, Form<T> value) implements Form<SequencedMap<String, T>> {
        @Override
        public Shape shape() {
            return new Shape.MapOf(called, value.shape());
        }

        @Override
        public Optional<SequencedMap<String, T>> read(At at) {
            if (at.node().isNothing()) {
                return Optional.of(Ordered.none());
            }
            if (!(at.node() instanceof Mapping mapping)) {
                return at.expected(shape().expected());
            }
            var values = new LinkedHashMap<String, T>();
            for (var entry : mapping.entries()) {
                var name = key.read(at.key(entry));
                var read = value.read(at.child(entry));
                if (name.isPresent() && read.isPresent() && values.putIfAbsent(name.get(), read.get()) != null) {
                    at.key(entry).report("\"%s\" is there twice, once in another spelling".formatted(name.get()));
                }
            }
            return Optional.of(Ordered.copy(values));
        }
    }
}

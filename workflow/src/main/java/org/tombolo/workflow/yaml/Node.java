package org.tombolo.workflow.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.workflow.problem.Place;

/// A value of a YAML document. An alias is the very node that its anchor names, so a node may stand at several places
/// of the tree; its `place` is where it is written.
public sealed interface Node {
    Place place();

    Extent extent();

    /// @param plain written without quotes, so that it may be a number, a boolean or null
    record Scalar(String text, boolean plain, Place place) implements Node {
        @Override
        public Extent extent() {
            return Extent.ofText(text);
        }

        /// Nothing, as YAML 1.2's core schema writes it.
        public boolean isNull() {
            return plain
                    && switch (text) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }
    }

    record Sequence(List<Node> items, Place place, Extent extent) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        public static Sequence of(List<Node> items, Place place) {
            return new Sequence(items, place, Extent.around(items));
        }
    }

    /// Keys are text and none is there twice.
    record Mapping(List<Entry> entries, Place place, Extent extent) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public static Mapping of(List<Entry> entries, Place place) {
            var values = new ArrayList<Node>(entries.size());
            entries.forEach(entry -> values.add(entry.value()));
            return new Mapping(entries, place, Extent.around(values));
        }

        public Optional<Entry> entry(String key) {
            for (var entry : entries) {
                if (entry.key().equals(key)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }

        public List<String> keys() {
            return entries.stream().map(Entry::key).toList();
        }
    }

    /// A value that could not be made; why is reported already, so nobody complains about it again.
    record Hole(Place place) implements Node {
        @Override
        public Extent extent() {
            return Extent.ofText("");
        }
    }

    record Entry(String key, Place place, Node value) {}

    default boolean isNothing() {
        return this instanceof Scalar scalar && scalar.isNull();
    }

    /// What it is, as words that follow "found".
    default String described() {
        return switch (this) {
            case Scalar scalar when scalar.isNull() -> "nothing";
            case Scalar scalar -> "\"" + Printable.of(scalar.text()) + "\"";
            case Sequence _ -> "a list";
            case Mapping _ -> "a mapping";
            case Hole _ -> "nothing";
        };
    }
}

package org.tombolo.workflow.form;

import java.util.List;

/// What may stand at a place of the file.
public sealed interface Shape {
    /// Words that follow "expected".
    String expected();

    record Text(String expected) implements Shape {}

    record Flag() implements Shape {
        @Override
        public String expected() {
            return "true or false";
        }
    }

    record Whole(long least, long most) implements Shape {
        @Override
        public String expected() {
            return most >= Integer.MAX_VALUE
                    ? "a whole number from %d".formatted(least)
                    : "a whole number from %d to %d".formatted(least, most);
        }
    }

    record Decimal(double least, double most) implements Shape {
        @Override
        public String expected() {
            return "a number from %s to %s".formatted(least, most);
        }
    }

    record Choice(List<String> words) implements Shape {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String expected() {
            return words.size() == 1
                    ? words.getFirst()
                    : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        }
    }

    record ListOf(Shape item) implements Shape {
        @Override
        public String expected() {
            return "a list (- ...)";
        }
    }

    record MapOf(String key, Shape value) implements Shape {
        @Override
        public String expected() {
            return "a mapping (%s: ...)".formatted(key);
        }
    }

    /// @param keys empty when every key is taken and none is read
    record ObjectOf(String name, List<Key<?>> keys) implements Shape {
        public ObjectOf {
            keys = List.copyOf(keys);
        }

        @Override
        public String expected() {
            return "a mapping with keys such as \"%s\""
                    .formatted(keys.isEmpty() ? "name" : keys.getFirst().name());
        }
    }

    record AnyOf(List<Shape> shapes) implements Shape {
        public AnyOf {
            shapes = List.copyOf(shapes);
        }

        @Override
        public String expected() {
            return String.join(" or ", shapes.stream().map(Shape::expected).toList());
        }
    }
}

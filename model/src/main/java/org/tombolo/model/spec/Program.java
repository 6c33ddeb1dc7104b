package org.tombolo.model.spec;

import java.util.List;

/// What is executed.
public sealed interface Program {
    /// A text whose first line selects the interpreter; without `#!` it is `/bin/sh`.
    record Script(String text) implements Program {}

    /// An argument vector.
    record Command(List<String> argv) implements Program {
        public Command {
            argv = List.copyOf(argv);
        }
    }

    /// What the image starts by itself; only with an image.
    record ImageDefault() implements Program {}
}

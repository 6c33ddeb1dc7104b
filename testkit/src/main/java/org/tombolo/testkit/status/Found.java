package org.tombolo.testkit.status;

import java.nio.file.Path;
import java.util.List;

/// What the sources have under a test's id.
sealed interface Found {
    /// @param type   the class that runs it, by its full name
    /// @param file   that class's source, from the repository's root
    /// @param tags   of the class, its superclasses and the method
    record Test(String type, String method, Path file, List<String> tags) implements Found {
        public Test {
            tags = List.copyOf(tags);
        }

        String module() {
            return file.getName(0).toString();
        }
    }

    record Nothing(String why) implements Found {}
}

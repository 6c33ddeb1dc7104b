package org.tombolo.testkit.status;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// The clone that the tests run in.
public final class Repository {
    private Repository() {}

    /// The nearest folder above the one we run in that has `./dev`.
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("dev"))) {
            folder = Objects.requireNonNull(folder.getParent(), "not inside a clone of Tombolo");
        }
        return folder;
    }
}

package org.tombolo.testkit.status;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Test ids, looked up in the sources.
public final class TestIds {
    private TestIds() {}

    /// Why each of them that is not there is not.
    ///
    /// @param root the repository's
    /// @param ids  `Class#method` each
    public static List<String> missing(Path root, List<String> ids) throws IOException {
        var sources = new TestSources(root);
        return ids.stream()
                .map(sources::find)
                .filter(Found.Nothing.class::isInstance)
                .map(nothing -> ((Found.Nothing) nothing).why())
                .toList();
    }
}

package org.tombolo.workflow.grammar;

import java.util.ArrayList;
import java.util.Optional;

/// Paths inside a volume or an upload.
final class RelativePath {
    private RelativePath() {}

    /// Without empty and `.` parts; empty for the folder itself; nothing when it has a `..`.
    static Optional<String> normalised(String text) {
        var parts = new ArrayList<String>();
        for (var part : text.split("/", -1)) {
            if (part.equals("..")) {
                return Optional.empty();
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }
}

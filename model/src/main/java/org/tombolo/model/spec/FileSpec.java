package org.tombolo.model.spec;

/// A file put into a job before it starts.
public sealed interface FileSpec {
    /// Content written in the workflow file.
    record Inline(String text) implements FileSpec {}

    /// A file or folder of the run's upload, by its path there: relative, `/`-separated, no `.` or `..`.
    record Uploaded(String path) implements FileSpec {}
}

package org.tombolo.blobs.s3;

import java.util.List;
import java.util.Optional;

/// A part of a list.
///
/// @param next where to go on
public record S3Page(List<S3Object> objects, Optional<String> next) {
    public S3Page {
        objects = List.copyOf(objects);
    }
}

package org.tombolo.wire;

/// One of several things that are wrong with what was sent.
///
/// @param place   where: `workflow.yaml:14:7 jobs.train.mounts`, or a field of the body
/// @param message what was expected and what was found
public record FieldError(String place, String message) {
    @Override
    public String toString() {
        return place.isEmpty() ? message : place + ": " + message;
    }
}

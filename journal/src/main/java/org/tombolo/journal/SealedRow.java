package org.tombolo.journal;

import java.time.Instant;

/// A value that only its key opens. What it is good for is in its place and its version, both of which the seal covers.
///
/// @param place   whose, and its name
/// @param version of the value at this place
/// @param key     which key sealed it
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedRow(String place, String version, String key, Instant at, byte[] bytes) {
    /// Of a row, without the value.
    public record Ref(String place, String version, String key, Instant at) {}
}

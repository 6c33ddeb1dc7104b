package org.tombolo.wire;

/// A request was carried out and is in the journal.
///
/// @param answer what was made: a name or an id
public record Accepted(Version version, String answer) {}

package org.tombolo.control.door;

/// A request was carried out, and is in the journal.
///
/// @param answer what was made: a name or an id
public record Done(Version version, String answer) {}

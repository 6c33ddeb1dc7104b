package org.tombolo.journal;

/// A record as bytes: what kind, in which version, and its JSON.
@SuppressWarnings("ArrayRecordComponent") // never compared; handed on to the store at once
public record Encoded(String type, int version, byte[] json) {}

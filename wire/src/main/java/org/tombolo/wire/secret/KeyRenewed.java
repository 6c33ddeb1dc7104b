package org.tombolo.wire.secret;

/// @param sealed how many values are sealed with the fresh key
public record KeyRenewed(int sealed) {}

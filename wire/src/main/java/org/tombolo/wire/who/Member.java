package org.tombolo.wire.who;

/// @param role `viewer`, `member`, `admin`
public record Member(String user, String role) {}

package org.tombolo.wire.who;

/// @param request drawn by the client: repeating it gives the first answer
/// @param role    `viewer`, `member`, `admin`
public record SetMember(String request, String role) {}

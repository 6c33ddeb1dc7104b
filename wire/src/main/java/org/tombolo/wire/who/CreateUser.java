package org.tombolo.wire.who;

/// @param request drawn by the client: repeating it gives the first answer
public record CreateUser(String request, String user, boolean operator) {}

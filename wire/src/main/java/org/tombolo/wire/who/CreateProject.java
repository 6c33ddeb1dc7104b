package org.tombolo.wire.who;

/// @param request drawn by the client: repeating it gives the first answer
public record CreateProject(String request, String project) {}

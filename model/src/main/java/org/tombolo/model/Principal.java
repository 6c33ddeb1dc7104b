package org.tombolo.model;

/// On whose behalf something happens.
public record Principal(UserId user) {}

package org.tombolo.model.work;

/// What a site found out about itself by trying it.
///
/// @param topic  what it belongs to: `isolation`, `containers`, `devices`, `disk`
/// @param what   a thing that may work or be there
/// @param works  whether it does
/// @param detail how, or why not and what would help
public record Finding(String topic, String what, boolean works, String detail) {}

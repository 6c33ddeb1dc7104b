package org.tombolo.model.fact;

import org.tombolo.model.FactoryId;

/// The journal's first fact.
public record FactoryFounded(FactoryId factory) implements Fact {}

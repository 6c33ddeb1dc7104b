package org.tombolo.model.fact;

import org.tombolo.model.RunId;

public record RunStopping(RunId run, String why) implements Fact {}

package org.tombolo.model.fact;

import org.tombolo.model.Digest;
import org.tombolo.model.RunId;

/// What an image of a run's workflow means from now on: later attempts get the same bytes, whatever its tag means then.
///
/// @param image as the workflow names it
public record ImagePinned(RunId run, String image, Digest digest) implements Fact {}

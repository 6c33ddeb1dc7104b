package org.tombolo.agent.transfer;

import java.util.Optional;
import java.util.OptionalLong;

/// A file to be fetched.
///
/// @param path    below the destination; empty: it is the destination
/// @param version as a list showed it
record Found(String path, Remote remote, OptionalLong size, Optional<String> version) {}

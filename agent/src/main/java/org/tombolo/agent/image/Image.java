package org.tombolo.agent.image;

import java.nio.file.Path;
import java.util.Optional;
import org.tombolo.model.Digest;
import org.tombolo.model.image.ImageConfig;

/// An image as it lies unpacked on this machine.
///
/// @param digest what it is pinned by; empty for a folder, which anybody may change
/// @param root   its root file system, below the agent's folder
public record Image(Optional<Digest> digest, Path root, ImageConfig config) {}

package org.tombolo.agent.image;

import java.util.List;

/// What an image is made of. Layers from the bottom up.
record Manifest(Descriptor config, List<Descriptor> layers) {
    Manifest {
        layers = List.copyOf(layers);
    }

    long size() {
        return config.size() + layers.stream().mapToLong(Descriptor::size).sum();
    }
}

package org.tombolo.agent.image;

import java.util.Locale;
import org.tombolo.model.Digest;

/// One part of an image, as its manifest names it.
record Descriptor(Digest digest, long size, String type) {
    boolean isZstd() {
        return type.toLowerCase(Locale.ROOT).endsWith("zstd");
    }
}

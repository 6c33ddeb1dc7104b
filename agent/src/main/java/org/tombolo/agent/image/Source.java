package org.tombolo.agent.image;

import java.io.IOException;
import org.tombolo.model.Digest;

/// Where an image comes from. What it gives is not trusted: digests are checked by whoever asks.
interface Source extends AutoCloseable {
    /// The manifest that the reference means now, or an index of manifests.
    byte[] named() throws IOException, InterruptedException;

    byte[] manifest(Digest digest) throws IOException, InterruptedException;

    /// The bytes of a part from `offset` on.
    Part open(Descriptor part, long offset) throws IOException, InterruptedException;

    /// @param from where the bytes really begin: 0 where the source cannot begin in the middle
    record Part(java.io.InputStream bytes, long from) {}

    @Override
    void close();
}

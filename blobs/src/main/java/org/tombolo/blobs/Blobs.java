package org.tombolo.blobs;

import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombolo.model.Digest;

/// Objects by their digest: uploads, staged inputs, log tails. An object never changes; putting it again is no error.
///
/// Every call blocks and may be made from any thread. Where the store cannot, it is a
/// [org.tombolo.model.TomboloException] that names the store: nothing half is left behind.
public interface Blobs {
    /// Keeps the bytes to the end of the stream, durably, and names them. The stream is not closed.
    Digest put(InputStream bytes);

    /// Keeps the bytes when they are what the digest says; else `BAD_INPUT`, and nothing is kept.
    void put(Digest expected, InputStream bytes);

    /// Bytes of an object from `offset` on, at most `length`; to be closed by the caller. `NOT_FOUND` without the
    /// object.
    InputStream open(Digest digest, long offset, long length);

    /// The whole object; to be closed by the caller.
    default InputStream open(Digest digest) {
        return open(digest, 0, Long.MAX_VALUE);
    }

    /// In bytes; empty without the object.
    Optional<Long> size(Digest digest);

    default boolean has(Digest digest) {
        return size(digest).isPresent();
    }

    /// All objects, in no order, for the collection of what nobody needs.
    Stream<Stored> list();

    /// No error without the object.
    void remove(Digest digest);
}

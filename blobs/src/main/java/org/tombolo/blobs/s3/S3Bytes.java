package org.tombolo.blobs.s3;

import java.io.IOException;
import java.io.InputStream;

/// Bytes to be sent, which can be read more than once: to be signed, sent, and sent again.
public interface S3Bytes {
    long length();

    InputStream open() throws IOException;
}

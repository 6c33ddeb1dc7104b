/// A client for servers that speak S3: what transfers and the store of objects need of it, and no more.
@NullMarked
package org.tombolo.blobs.s3;

import org.jspecify.annotations.NullMarked;

/// Brings files from elsewhere and takes files there: over HTTP, S3, FTP and from a model hub.
@NullMarked
package org.tombolo.agent.transfer;

import org.jspecify.annotations.NullMarked;

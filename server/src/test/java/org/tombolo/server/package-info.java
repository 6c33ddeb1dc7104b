/// The whole server, started in this process and asked over HTTP.
@NullMarked
package org.tombolo.server;

import org.jspecify.annotations.NullMarked;

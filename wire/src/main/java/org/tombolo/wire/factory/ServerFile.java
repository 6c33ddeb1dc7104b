package org.tombolo.wire.factory;

import java.time.Instant;

/// `$TOMBOLO_HOME/server.json`, there while a server is ready; the same line goes to the server's output. The secret
/// for it is in `$TOMBOLO_HOME/token`.
public record ServerFile(long pid, String url, Instant startedAt, String version) {
    public static final String NAME = "server.json";
    public static final String TOKEN = "token";
}

package org.tombolo.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.tombolo.wire.Json;

/// Server-sent events (WHATWG HTML, 9.2) on a response's stream. One thread.
public final class EventSink {
    private final OutputStream out;

    EventSink(OutputStream out) {
        this.out = out;
    }

    /// @param id where a reader that comes back goes on; never holds a line break
    /// @param data written as JSON on one line
    public void event(String name, String id, Object data) throws IOException {
        write("event: " + name + "\nid: " + id + "\ndata: " + Json.text(data) + "\n\n");
    }

    /// Shows the reader, and finds out, that the connection lives.
    public void alive() throws IOException {
        write(": alive\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

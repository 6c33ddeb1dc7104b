package org.tombolo.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.wire.Problem;

/// What a route answers with.
public sealed interface Answer {
    /// A record of `wire`, as JSON.
    record Json(int status, Object body) implements Answer {}

    /// Refused with more to say than one message.
    record Refused(Problem problem) implements Answer {}

    /// No body.
    record Empty(int status, SequencedMap<String, String> headers) implements Answer {
        public Empty {
            headers = Ordered.copy(headers);
        }
    }

    /// Bytes as they come, in constant memory.
    record Bytes(SequencedMap<String, String> headers, Content content) implements Answer {
        public Bytes {
            headers = Ordered.copy(headers);
        }
    }

    /// Server-sent events, until `story` returns.
    record Events(Story story) implements Answer {}

    /// Writes a body. What it throws once it has written cuts the connection: the client sees that it is not whole.
    interface Content {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    interface Story {
        void tell(EventSink sink) throws IOException, InterruptedException;
    }

    static Answer ok(Object body) {
        return new Json(200, body);
    }

    static Answer created(Object body) {
        return new Json(201, body);
    }
}

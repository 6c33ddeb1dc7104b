package org.tombolo.api.http;

/// What a route does, on a virtual thread of its own; it may block.
public interface Handler {
    Answer answer(Call call);
}

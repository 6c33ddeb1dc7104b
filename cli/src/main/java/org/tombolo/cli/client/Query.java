package org.tombolo.cli.client;

import java.util.Optional;
import org.tombolo.wire.Paths;

/// What stands behind the `?` of a path.
public final class Query {
    private final StringBuilder text = new StringBuilder();

    public Query with(String name, Object value) {
        text.append(text.isEmpty() ? '?' : '&')
                .append(Paths.encode(name))
                .append('=')
                .append(Paths.encode(value.toString()));
        return this;
    }

    public Query withAny(String name, Optional<?> value) {
        value.ifPresent(present -> with(name, present));
        return this;
    }

    public Query copy() {
        var copy = new Query();
        copy.text.append(text);
        return copy;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

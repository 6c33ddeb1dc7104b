package org.tombolo.workflow.form;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The values of one object by key: those that could be read.
public final class Fields {
    private final At at;
    private final Map<String, At> written = new HashMap<>();
    private final Map<String, Object> values = new HashMap<>();

    Fields(At at) {
        this.at = at;
    }

    /// Reads the value; false when a problem was reported.
    <T> boolean read(Key<T> key, At value) {
        written.put(key.name(), value);
        var read = key.form().read(value);
        read.ifPresent(it -> values.put(key.name(), it));
        return read.isPresent();
    }

    /// The object itself.
    public At at() {
        return at;
    }

    /// Where the key's value is, or the object when the key is not there.
    public At at(Key<?> key) {
        return written.getOrDefault(key.name(), at);
    }

    /// Whether the file has the key, readable or not.
    public boolean has(Key<?> key) {
        return written.containsKey(key.name());
    }

    @SuppressWarnings("unchecked") // a key's value was made by that key's form
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key.name()));
    }

    public <T> T get(Key<T> key, T otherwise) {
        return find(key).orElse(otherwise);
    }

    /// Of a required key: an object without it is never built.
    public <T> T of(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException("not a required key: " + key.name()));
    }
}

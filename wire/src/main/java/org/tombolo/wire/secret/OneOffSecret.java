package org.tombolo.wire.secret;

import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// A secret that comes with a run and goes with it.
public record OneOffSecret(String type, SequencedMap<String, String> fields) {
    public OneOffSecret {
        fields = Ordered.copy(fields);
    }

    @Override
    public String toString() {
        return "OneOffSecret[%s]".formatted(type);
    }
}

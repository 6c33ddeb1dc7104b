package org.tombolo.wire.secret;

import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// Gives a secret a value.
///
/// @param type   such as `value` or `s3`
/// @param fields by name, as the type has them
/// @param hidden the format's `private`: an organization's secret that only operators see listed
public record SetSecret(String request, String type, SequencedMap<String, String> fields, boolean hidden) {
    public SetSecret {
        fields = Ordered.copy(fields);
    }

    @Override
    public String toString() {
        return "SetSecret[%s, %s]".formatted(request, type);
    }
}

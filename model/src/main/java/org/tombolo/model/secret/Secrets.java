package org.tombolo.model.secret;

import java.util.List;
import java.util.Optional;
import org.tombolo.model.spec.SecretRef;

/// The values that one order needs, by the references to them in the workflow. Its text shows none.
public record Secrets(List<Held> all) {
    public static final Secrets NONE = new Secrets(List.of());

    public Secrets {
        all = List.copyOf(all);
    }

    /// One of them.
    public record Held(SecretRef ref, SecretValue value) {}

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public Optional<SecretValue> find(SecretRef ref) {
        return all.stream()
                .filter(held -> held.ref().equals(ref))
                .map(Held::value)
                .findFirst();
    }
}

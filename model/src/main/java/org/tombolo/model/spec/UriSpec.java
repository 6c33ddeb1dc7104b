package org.tombolo.model.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// A location with what is needed to reach it.
public record UriSpec(
        String uri,
        Optional<SecretRef> secret,
        SequencedMap<String, SecretRef> secrets,
        Optional<SecretRef> decryptionSecret,
        Cache cache,
        Optional<Duration> cacheTtl) {
    public UriSpec {
        secrets = Ordered.copy(secrets);
    }

    public static UriSpec of(String uri) {
        return new UriSpec(uri, Optional.empty(), Ordered.none(), Optional.empty(), Cache.CHANGED, Optional.empty());
    }

    /// When bytes fetched before may serve again.
    public enum Cache {
        ONCE,
        CHANGED,
        NEVER
    }
}

package org.tombolo.agent.image;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.Digest;
import org.tombolo.model.RunId;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.spec.UriSpec;

/// How somebody wants an image, beside its reference.
///
/// @param pinned what the run means by the reference; empty: what it means now
/// @param once   whether what it meant before may serve, as long as that is younger than `life`
/// @param alone  the run that wants a copy of its own, fetched anew
/// @param life   how long an image stays on the machine that nobody uses
/// @param owner  who may take what was found out before: with what it was opened
/// @param decryption what opens an image that is encrypted
public record Wish(
        Optional<Digest> pinned,
        boolean once,
        Optional<RunId> alone,
        Duration life,
        List<String> owner,
        Optional<SecretValue.DecryptionSif> decryption) {
    static final String OF_RUN = ".of-";

    /// When nobody says how long.
    public static final Duration LIFE = Duration.ofDays(7);

    public Wish {
        owner = List.copyOf(owner);
    }

    public Wish(Optional<Digest> pinned, boolean once, Optional<RunId> alone, Duration life, List<String> owner) {
        this(pinned, once, alone, life, owner, Optional.empty());
    }

    /// As most want it.
    public static Wish of(Optional<Digest> pinned) {
        return new Wish(pinned, false, Optional.empty(), LIFE, List.of());
    }

    public Wish opened(Optional<SecretValue.DecryptionSif> by) {
        return new Wish(pinned, once, alone, life, owner, by);
    }

    /// As a workflow says it.
    public static Wish of(UriSpec uri, RunId run, Optional<Digest> pinned, List<String> owner) {
        return new Wish(
                pinned,
                uri.cache() == UriSpec.Cache.ONCE,
                Optional.of(run).filter(_ -> uri.cache() == UriSpec.Cache.NEVER),
                uri.cacheTtl().filter(Duration::isPositive).orElse(LIFE),
                owner);
    }

    /// The name of its place.
    String place(Digest digest) {
        return digest.hex() + alone.map(run -> OF_RUN + run.value()).orElse("");
    }
}

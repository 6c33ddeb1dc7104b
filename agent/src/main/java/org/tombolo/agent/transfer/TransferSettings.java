package org.tombolo.agent.transfer;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.tombolo.blobs.s3.S3Keys;
import org.tombolo.blobs.s3.S3Server;

/// What a site says of transfers.
///
/// @param s3          where `s3://` leads when the secret does not say it
/// @param hub         where `hf://` leads
/// @param cacheBytes  kept of what was fetched; 0: nothing
/// @param patience    how long a server that does not answer is asked again
public record TransferSettings(S3Server s3, URI hub, long cacheBytes, Duration patience) {
    public static final long DEFAULT_CACHE = 10L << 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Nothing said.
    public static final TransferSettings PLAIN = of(Map.of(), false, DEFAULT_CACHE);

    /// The variables that other programs know.
    ///
    /// @param usesKeys whether everybody's transfers may be signed with the keys of this environment
    public static TransferSettings of(Map<String, String> environment, boolean usesKeys, long cacheBytes) {
        var endpoint = first(environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
        var region = first(environment, "AWS_REGION", "AWS_DEFAULT_REGION");
        Optional<S3Keys> keys = usesKeys
                ? first(environment, "AWS_ACCESS_KEY_ID")
                        .flatMap(key -> first(environment, "AWS_SECRET_ACCESS_KEY")
                                .map(secret -> new S3Keys(key, secret, first(environment, "AWS_SESSION_TOKEN"))))
                : Optional.empty();
        return new TransferSettings(
                new S3Server(endpoint.map(S3Server::endpoint), region.orElse(S3Server.DEFAULT_REGION), keys),
                URI.create(first(environment, "HF_ENDPOINT").orElse("https://huggingface.co")),
                cacheBytes,
                PATIENCE);
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        for (var name : names) {
            var value = environment.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }
}

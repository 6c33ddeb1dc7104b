package org.tombolo.blobs.s3;

import java.net.URI;
import java.util.Optional;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// A server that speaks S3, and who asks it.
///
/// @param endpoint such as `https://s3.example.org:9000`; empty: Amazon's, of the region
/// @param keys     empty: requests are not signed, as for public buckets
public record S3Server(Optional<URI> endpoint, String region, Optional<S3Keys> keys) {
    public static final String DEFAULT_REGION = "us-east-1";

    /// An endpoint as people write it.
    public static URI endpoint(String text) {
        try {
            var uri = new URI(text.strip().contains("://") ? text.strip() : "https://" + text.strip());
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (plain && http && uri.getHost() != null) {
                return uri;
            }
        } catch (java.net.URISyntaxException e) {
            // said below
        }
        throw new TomboloException(
                ErrorCode.BAD_INPUT,
                "S3 endpoint \"%s\": expected https://HOST[:PORT]".formatted(Names.printable(text)));
    }

    /// Amazon wants the bucket in the host's name, others in the path; names with dots do not fit a certificate.
    boolean hasBucketInHost(String bucket) {
        return endpoint.isEmpty() && bucket.indexOf('.') < 0;
    }

    /// Whom requests go to, in words.
    public String root() {
        return endpoint.map(URI::toString).orElse("amazonaws.com " + region);
    }

    /// Scheme and authority of a bucket's requests.
    String root(String bucket) {
        if (endpoint.isPresent()) {
            var text = endpoint.get().toString();
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        }
        var host = "s3.%s.amazonaws.com".formatted(region);
        return "https://" + (hasBucketInHost(bucket) ? bucket + "." + host : host);
    }
}

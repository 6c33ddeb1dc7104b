package org.tombolo.agent.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;

/// One repository of a registry, by the OCI distribution protocol, version 2: what a pull needs of it. TLS, but for
/// loopback.
final class Registry implements Source {
    private static final String MANIFESTS =
            "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, "
                    + "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int MOST_MANIFEST = 4 << 20;
    private static final int MOST_REDIRECTS = 5;
    private static final Pattern LOOPBACK = Pattern.compile("(?:localhost|127(?:\\.[0-9]+){3}|\\[::1])(?::[0-9]+)?");
    private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    private final ImageReference.Registry reference;
    private final Optional<Credentials> credentials;
    private final URI base;
    private final HttpClient client;
    /// Sent with each request to the registry, once it has told what it wants.
    private @Nullable String authorization;

    Registry(ImageReference.Registry reference, Optional<Credentials> credentials) {
        this.reference = reference;
        this.credentials = credentials;
        var host = reference.host().equals(ImageReference.DOCKER_HUB) ? "registry-1.docker.io" : reference.host();
        base = URI.create((LOOPBACK.matcher(host).matches() ? "http" : "https") + "://" + host + "/v2/"
                + reference.repository() + "/");
        client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public byte[] named() throws IOException, InterruptedException {
        return document(reference.digest().map(Digest::value).or(reference::tag).orElse("latest"));
    }

    @Override
    public byte[] manifest(Digest digest) throws IOException, InterruptedException {
        return document(digest.value());
    }

    private byte[] document(String name) throws IOException, InterruptedException {
        var answer = ask(base.resolve("manifests/" + name), 0);
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw refused(answer.statusCode(), "manifest " + name);
            }
            var bytes = body.readNBytes(MOST_MANIFEST + 1);
            if (bytes.length > MOST_MANIFEST) {
                throw new TomboloException(
                        ErrorCode.CORRUPT, "%s: its manifest is larger than 4 MiB".formatted(reference.text()));
            }
            return bytes;
        }
    }

    @Override
    public Part open(Descriptor part, long offset) throws IOException, InterruptedException {
        var answer = ask(base.resolve("blobs/" + part.digest()), offset);
        var range = answer.headers().firstValue("content-range").orElse("");
        return switch (answer.statusCode()) {
            case 200 -> new Part(answer.body(), 0);
            case 206, 416 -> {
                if (range.startsWith("bytes " + offset + "-")) {
                    yield new Part(answer.body(), offset);
                }
                answer.body().close();
                yield open(part, 0);
            }
            default -> {
                answer.body().close();
                throw refused(answer.statusCode(), "part " + part.digest());
            }
        };
    }

    /// Follows where the registry points: other hosts never see what opens this one.
    private HttpResponse<InputStream> ask(URI place, long offset) throws IOException, InterruptedException {
        var next = place;
        boolean asked = false;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            boolean isOurs = sameHost(next, base);
            var request = HttpRequest.newBuilder(next).timeout(ANSWER).header("Accept", MANIFESTS);
            if (isOurs && authorization != null) {
                request.header("Authorization", authorization);
            }
            if (offset > 0) {
                request.header("Range", "bytes=" + offset + "-");
            }
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            int status = answer.statusCode();
            if (status == 401 && isOurs && !asked) {
                answer.body().close();
                asked = true;
                authorization =
                        login(answer.headers().firstValue("www-authenticate").orElse(""));
                continue;
            }
            if (status < 301 || status > 308 || status == 304) {
                return answer;
            }
            answer.body().close();
            var target = next.resolve(answer.headers().firstValue("location").orElse(""));
            if (next.getScheme().equals("https") && !"https".equals(target.getScheme())) {
                throw new TomboloException(
                        ErrorCode.FORBIDDEN,
                        "%s: the registry points from https to %s".formatted(reference.text(), target.getScheme()));
            }
            next = target;
        }
        throw new TomboloException(
                ErrorCode.SITE_FAILED, "%s: the registry points on and on".formatted(reference.text()));
    }

    private static boolean sameHost(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && one.getAuthority().equalsIgnoreCase(other.getAuthority());
    }

    /// What to send, from what the registry asks for.
    private String login(String challenge) throws IOException, InterruptedException {
        var scheme = challenge.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "basic" -> basic().orElseThrow(() -> refused(401, ""));
            case "bearer" -> "Bearer " + token(challenge);
            default ->
                throw new TomboloException(
                        ErrorCode.UNSUPPORTED,
                        "%s: the registry wants a login of the kind \"%s\"; basic and bearer are known"
                                .formatted(reference.text(), Names.printable(scheme)));
        };
    }

    private Optional<String> basic() {
        return credentials
                .filter(each -> each.mayBeTold(reference.host()))
                .map(each -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (each.user() + ":" + each.password()).getBytes(StandardCharsets.UTF_8)));
    }

    private String token(String challenge) throws IOException, InterruptedException {
        String realm = "";
        var query = new StringBuilder();
        boolean hasScope = false;
        for (var found = PARAMETER.matcher(challenge); found.find(); ) {
            switch (found.group(1)) {
                case "realm" -> realm = found.group(2);
                case "service", "scope" -> {
                    hasScope |= found.group(1).equals("scope");
                    append(query, found.group(1), found.group(2));
                }
                default -> {}
            }
        }
        if (!hasScope) {
            append(query, "scope", "repository:" + reference.repository() + ":pull");
        }
        var place = URI.create(realm + (realm.contains("?") ? "&" : "?") + query);
        boolean isSafe = "https".equals(place.getScheme())
                || ("http".equals(place.getScheme())
                        && LOOPBACK.matcher(String.valueOf(place.getAuthority()))
                                .matches());
        if (!isSafe) {
            throw new TomboloException(
                    ErrorCode.FORBIDDEN,
                    "%s: the registry wants a login at \"%s\", which is not https"
                            .formatted(reference.text(), Names.printable(realm)));
        }
        var request = HttpRequest.newBuilder(place).timeout(ANSWER);
        basic().ifPresent(each -> request.header("Authorization", each));
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw refused(answer.statusCode(), "login");
            }
            var json = ImageJson.parse(body.readNBytes(MOST_MANIFEST), "the registry's token");
            return ImageJson.text(json, "token")
                    .or(() -> ImageJson.text(json, "access_token"))
                    .orElseThrow(() -> refused(401, "login"));
        }
    }

    private static void append(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private TomboloException refused(int status, String what) {
        return switch (status) {
            case 401, 403 ->
                new TomboloException(
                        status == 401 ? ErrorCode.UNAUTHENTICATED : ErrorCode.FORBIDDEN,
                        credentials
                                .map(each -> each.mayBeTold(reference.host())
                                        ? "%s: the registry refused user \"%s\" of image.secret (%d): check the secret"
                                                .formatted(reference.text(), Names.printable(each.user()), status)
                                        : "%s: image.secret is not for %s: add it to the secret's trustedDomains"
                                                .formatted(reference.text(), reference.host()))
                                .orElseGet(() ->
                                        "%s: the registry asks for a login (%d): name a secret in image.secret, if the image exists"
                                                .formatted(reference.text(), status)));
            case 404 ->
                new TomboloException(
                        ErrorCode.NOT_FOUND,
                        "%s: the registry has no %s: check name and tag".formatted(reference.text(), what));
            default ->
                new TomboloException(
                        ErrorCode.SITE_FAILED,
                        "%s: the registry answered %d when asked for %s".formatted(reference.text(), status, what));
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

package org.tombolo.agent.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Asks over HTTP. Redirections are followed by hand: what opens a host goes to no other one that is not trusted,
/// nothing
/// leads from https to http, and nothing to addresses that only this machine's network has (where clouds keep keys).
final class Web {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final int MOST_REDIRECTIONS = 10;
    private static final int LONGEST_NAME = 300;

    private final HttpClient http;

    Web(HttpClient http) {
        this.http = http;
    }

    /// @param linked headers `x-linked-*` of the answers on the way: what a hub says of the file itself
    record Got(HttpResponse<InputStream> answer, Map<String, String> linked) {}

    /// Status 200, 206 or 304; all others are exceptions.
    Got get(URI uri, Login login, Map<String, String> headers) throws IOException, InterruptedException {
        var linked = new LinkedHashMap<String, String>();
        var place = uri;
        for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
            var answer = ask(uri, place, login, headers);
            answer.headers().map().forEach((name, values) -> {
                if (name.toLowerCase(Locale.ROOT).startsWith("x-linked-")) {
                    linked.put(name.toLowerCase(Locale.ROOT), values.getFirst());
                }
            });
            int status = answer.statusCode();
            if (status == 200 || status == 206 || status == 304) {
                return new Got(answer, linked);
            }
            answer.body().close();
            if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
                throw problem(place, status, login);
            }
            place = next(place, answer);
        }
        throw new TomboloException(
                ErrorCode.BAD_INPUT, "%s: more than %d redirections".formatted(name(uri), MOST_REDIRECTIONS));
    }

    private HttpResponse<InputStream> ask(URI first, URI place, Login login, Map<String, String> headers)
            throws IOException, InterruptedException {
        requireReachable(place);
        var request = HttpRequest.newBuilder(place).timeout(ANSWER_WITHIN).GET();
        headers.forEach(request::header);
        request.header("User-Agent", "tombolo");
        if (maySee(first, place, login.trusted())) {
            login.authorization().ifPresent(value -> request.header("Authorization", value));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /// The host that the file names, as the file names it; others by https only, and when they are trusted. Who names
    /// trusted hosts means these.
    static boolean maySee(URI first, URI place, List<String> trusted) {
        boolean same = first.getScheme().equals(place.getScheme())
                && first.getRawAuthority().equalsIgnoreCase(place.getRawAuthority());
        if (trusted.isEmpty()) {
            return same;
        }
        var host = String.valueOf(place.getHost()).toLowerCase(Locale.ROOT);
        boolean named = trusted.stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .anyMatch(each -> host.equals(each)
                        || (each.startsWith("*.") && host.endsWith(each.substring(1)))
                        || (each.startsWith(".") && host.endsWith(each)));
        return named && (same || place.getScheme().equals("https"));
    }

    private static URI next(URI place, HttpResponse<InputStream> answer) {
        URI to;
        try {
            to = place.resolve(answer.headers().firstValue("location").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, name(place) + ": a redirection to nowhere", e);
        }
        boolean known = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
        if (!known || to.getHost() == null || (place.getScheme().equals("https") && !"https".equals(to.getScheme()))) {
            throw new TomboloException(
                    ErrorCode.FORBIDDEN, "%s: a redirection to %s is not followed".formatted(name(place), name(to)));
        }
        return to;
    }

    private static void requireReachable(URI place) throws IOException {
        if (place.getHost() == null) {
            throw new TomboloException(ErrorCode.BAD_INPUT, name(place) + ": expected a host in it");
        }
        for (var address : InetAddress.getAllByName(place.getHost())) {
            if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
                throw new TomboloException(
                        ErrorCode.FORBIDDEN,
                        "%s: the address %s is of this machine's own network and is never asked"
                                .formatted(name(place), address.getHostAddress()));
            }
        }
    }

    private static TomboloException problem(URI place, int status, Login login) {
        var text = "%s: the server says %d".formatted(name(place), status);
        return switch (status) {
            case 404, 410 -> new TomboloException(ErrorCode.NOT_FOUND, text + ": it is not there");
            case 401, 403 ->
                new TomboloException(
                        ErrorCode.FORBIDDEN,
                        text
                                + (login instanceof Login.None
                                        ? ": it asks who we are; name a secret at this URI"
                                        : ": the secret does not open it"));
            case 412, 416 -> new TomboloException(ErrorCode.CONFLICT, name(place) + ": it changed while it was read");
            case 429, 503 -> new TomboloException(ErrorCode.BUSY, text);
            case 408, 425, 500, 502, 504 -> new TomboloException(ErrorCode.UNREACHABLE, text);
            default -> new TomboloException(ErrorCode.BAD_INPUT, text);
        };
    }

    /// All of a short answer.
    static byte[] bytes(Got got, int most) throws IOException {
        try (var in = got.answer().body()) {
            var bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new TomboloException(
                        ErrorCode.SITE_FAILED,
                        "%s: an answer of more than %d bytes"
                                .formatted(name(got.answer().uri()), most));
            }
            return bytes;
        }
    }

    private static String shortened(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > LONGEST_NAME ? "..." + plain.substring(plain.length() - LONGEST_NAME) : plain;
    }

    /// Without what may be secret: user, password, and the query, which may hold a signature.
    static String name(URI uri) {
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return shortened("%s://%s%s%s%s"
                .formatted(
                        uri.getScheme(),
                        uri.getHost(),
                        port,
                        uri.getRawPath() == null ? "" : uri.getRawPath(),
                        uri.getRawQuery() == null ? "" : "?..."));
    }
}

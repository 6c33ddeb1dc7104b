package org.tombolo.agent.transfer;

import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.tombolo.agent.transfer.Remote.Ask;
import org.tombolo.agent.transfer.Remote.Checksum;
import org.tombolo.agent.transfer.Remote.Facts;
import org.tombolo.agent.transfer.Remote.Opened;

/// What HTTP headers say of a file (RFC 9110, sections 8.8, 13 and 14).
final class Answers {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private Answers() {}

    /// A version is an ETag, or else the time of the last change.
    static Map<String, String> headers(Ask ask) {
        var headers = new LinkedHashMap<String, String>();
        if (!ask.isWhole()) {
            headers.put("Range", ask.range());
            ask.expected().ifPresent(version -> headers.put("If-Range", version));
        }
        ask.known().ifPresent(version -> headers.put(isTag(version) ? "If-None-Match" : "If-Modified-Since", version));
        return headers;
    }

    static Opened opened(HttpResponse<InputStream> answer, Optional<Checksum> checksum) {
        var headers = answer.headers();
        if (answer.statusCode() == 304) {
            close(answer);
            return new Opened.Unchanged();
        }
        long at = 0;
        var size = length(headers);
        if (answer.statusCode() == 206) {
            var range =
                    CONTENT_RANGE.matcher(headers.firstValue("content-range").orElse(""));
            if (range.matches()) {
                at = Long.parseLong(range.group(1));
                size = range.group(3).equals("*")
                        ? OptionalLong.empty()
                        : OptionalLong.of(Long.parseLong(range.group(3)));
            }
        }
        return new Opened.Bytes(answer.body(), at, facts(headers, size, checksum));
    }

    private static Facts facts(HttpHeaders headers, OptionalLong size, Optional<Checksum> checksum) {
        var version = headers.firstValue("etag").or(() -> headers.firstValue("last-modified"));
        boolean strong = version.filter(each -> !each.startsWith("W/")).isPresent();
        boolean ranges = headers.firstValue("accept-ranges")
                        .filter("bytes"::equalsIgnoreCase)
                        .isPresent()
                || headers.firstValue("content-range").isPresent();
        return new Facts(size, version, strong, strong && ranges, checksum);
    }

    private static OptionalLong length(HttpHeaders headers) {
        return headers.firstValue("content-encoding").isPresent()
                ? OptionalLong.empty()
                : headers.firstValueAsLong("content-length");
    }

    static boolean isTag(String version) {
        return version.startsWith("\"") || version.startsWith("W/");
    }

    private static void close(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (java.io.IOException e) {
            // nothing was to come
        }
    }
}

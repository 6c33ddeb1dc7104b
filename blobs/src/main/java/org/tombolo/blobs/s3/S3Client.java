package org.tombolo.blobs.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Speaks to one S3 server. Every call is one request, blocks, and has a limit. What may work later is a
/// [TomboloException] with `UNREACHABLE` or `BUSY`; `CONFLICT` is an object that is not the expected one any more.
public final class S3Client {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    /// A server may put parts together for minutes.
    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(10);
    private static final long SLOWEST_BYTES_A_SECOND = 128 << 10;
    private static final int MOST_OF_AN_ANSWER = 32 << 20;

    private final HttpClient http;
    private final S3Server server;
    private final Clock clock;

    public S3Client(HttpClient http, S3Server server, Clock clock) {
        this.http = http;
        this.server = server;
        this.clock = clock;
    }

    /// Which server it is.
    public String root() {
        return server.root();
    }

    /// Where an answer begins.
    private record Ask(String method, String bucket, String key, SortedMap<String, String> query, Duration within) {
        static Ask of(String method, String bucket, String key) {
            return new Ask(method, bucket, key, new TreeMap<>(), ANSWER_WITHIN);
        }

        Ask with(String name, String value) {
            var more = new TreeMap<>(query);
            more.put(name, value);
            return new Ask(method, bucket, key, more, within);
        }

        Ask within(Duration limit) {
            return new Ask(method, bucket, key, query, limit);
        }

        String place() {
            return "s3://%s/%s".formatted(bucket, Names.printable(key));
        }
    }

    /// The bytes of an object; to be closed by the caller. The status is 200, 206, or 304 where `headers` allow it;
    /// all others are exceptions.
    ///
    /// @param headers such as `range`, `if-match`, `if-none-match`
    public HttpResponse<InputStream> get(String bucket, String key, Map<String, String> headers)
            throws IOException, InterruptedException {
        var ask = Ask.of("GET", bucket, key);
        var all = new TreeMap<>(headers);
        all.put("x-amz-checksum-mode", "ENABLED");
        return checked(ask, send(ask, all, Optional.empty()));
    }

    /// What is there under a prefix.
    public S3Page list(String bucket, String prefix, Optional<String> from) throws IOException, InterruptedException {
        var ask = Ask.of("GET", bucket, "")
                .with("list-type", "2")
                .with("prefix", prefix)
                .with("encoding-type", "url");
        if (from.isPresent()) {
            ask = ask.with("continuation-token", from.get());
        }
        var answer = xml(ask, send(ask, Map.of(), Optional.empty()), "Contents");
        var objects = answer.groups().stream()
                .map(each -> new S3Object(
                        S3Xml.key(answer, each.getOrDefault("Key", "")),
                        Long.parseLong(each.getOrDefault("Size", "0")),
                        each.getOrDefault("ETag", "")))
                .toList();
        boolean more = answer.text("IsTruncated").filter("true"::equals).isPresent();
        return new S3Page(objects, more ? answer.text("NextContinuationToken") : Optional.empty());
    }

    /// Puts an object, whole.
    public void put(String bucket, String key, S3Bytes bytes) throws IOException, InterruptedException {
        var ask = Ask.of("PUT", bucket, key);
        discard(checked(ask, send(ask, Map.of(), Optional.of(bytes))));
    }

    /// Begins an upload in parts.
    ///
    /// @return its id
    public String begin(String bucket, String key) throws IOException, InterruptedException {
        var ask = Ask.of("POST", bucket, key).with("uploads", "");
        return xml(ask, send(ask, Map.of(), Optional.empty()), "")
                .text("UploadId")
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.SITE_FAILED, ask.place() + ": the server began an upload without an id"));
    }

    /// @return the part's ETag
    public String part(String bucket, String key, String upload, int number, S3Bytes bytes)
            throws IOException, InterruptedException {
        var ask = Ask.of("PUT", bucket, key)
                .with("partNumber", Integer.toString(number))
                .with("uploadId", upload);
        var answer = checked(ask, send(ask, Map.of(), Optional.of(bytes)));
        discard(answer);
        return answer.headers()
                .firstValue("etag")
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.SITE_FAILED, ask.place() + ": a part was taken without an ETag"));
    }

    /// What the server has of an upload: part number → (size, ETag). `NOT_FOUND` when it knows of none.
    public SortedMap<Integer, S3Object> parts(String bucket, String key, String upload)
            throws IOException, InterruptedException {
        var found = new TreeMap<Integer, S3Object>();
        Optional<String> from = Optional.of("0");
        while (from.isPresent()) {
            var ask = Ask.of("GET", bucket, key).with("uploadId", upload).with("part-number-marker", from.get());
            var answer = xml(ask, send(ask, Map.of(), Optional.empty()), "Part");
            for (var part : answer.groups()) {
                found.put(
                        Integer.parseInt(part.getOrDefault("PartNumber", "0")),
                        new S3Object(
                                key, Long.parseLong(part.getOrDefault("Size", "0")), part.getOrDefault("ETag", "")));
            }
            boolean more = answer.text("IsTruncated").filter("true"::equals).isPresent();
            from = more ? answer.text("NextPartNumberMarker") : Optional.empty();
        }
        return Collections.unmodifiableSortedMap(found);
    }

    /// Makes the object of its parts, in order.
    public void complete(String bucket, String key, String upload, List<String> tags)
            throws IOException, InterruptedException {
        var body = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (int i = 0; i < tags.size(); i++) {
            body.append("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>"
                    .formatted(
                            i + 1,
                            tags.get(i)
                                    .replace("&", "&amp;")
                                    .replace("<", "&lt;")
                                    .replace("\"", "&quot;")));
        }
        body.append("</CompleteMultipartUpload>");
        var ask = Ask.of("POST", bucket, key).with("uploadId", upload).within(COMPLETE_WITHIN);
        var answer = xml(ask, send(ask, Map.of(), Optional.of(bytes(body.toString()))), "");
        if (answer.text("").filter("Error"::equals).isPresent()) { // the status was sent before it was known
            throw problem(ask, 500, Optional.of(answer));
        }
    }

    /// Gives an upload up, with its parts. No error when there is none.
    public void abort(String bucket, String key, String upload) throws IOException, InterruptedException {
        remove(Ask.of("DELETE", bucket, key).with("uploadId", upload));
    }

    /// No error when there is none.
    public void remove(String bucket, String key) throws IOException, InterruptedException {
        remove(Ask.of("DELETE", bucket, key));
    }

    private void remove(Ask ask) throws IOException, InterruptedException {
        try {
            discard(checked(ask, send(ask, Map.of(), Optional.empty())));
        } catch (TomboloException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    private HttpResponse<InputStream> send(Ask ask, Map<String, String> extra, Optional<S3Bytes> body)
            throws IOException, InterruptedException {
        var path = path(ask);
        var root = server.root(ask.bucket());
        var query = S3Signature.query(ask.query());
        var uri = URI.create(root + path + (query.isEmpty() ? "" : "?" + query));
        var payload = body.isPresent() ? sha256(body.get()) : S3Signature.OF_NOTHING;
        var headers = new TreeMap<>(extra);
        headers.put("x-amz-content-sha256", payload);
        headers.put("x-amz-date", S3Signature.time(clock.instant()));
        server.keys().flatMap(S3Keys::session).ifPresent(token -> headers.put("x-amz-security-token", token));
        var request = HttpRequest.newBuilder(uri).timeout(limit(ask, body));
        headers.forEach(request::header);
        server.keys().ifPresent(keys -> {
            var signed = new TreeMap<>(headers);
            signed.put("host", uri.getRawAuthority());
            var signedPath = URI.create(root).getRawPath() + path;
            request.header(
                    "Authorization",
                    S3Signature.authorization(
                            keys, server.region(), ask.method(), signedPath, ask.query(), signed, payload));
        });
        request.method(ask.method(), publisher(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static Duration limit(Ask ask, Optional<S3Bytes> body) {
        return ask.within().plusSeconds(body.map(S3Bytes::length).orElse(0L) / SLOWEST_BYTES_A_SECOND);
    }

    private String path(Ask ask) {
        var key = S3Signature.encode(ask.key(), true);
        return server.hasBucketInHost(ask.bucket())
                ? "/" + key
                : "/" + S3Signature.encode(ask.bucket(), false) + "/" + key;
    }

    private static HttpRequest.BodyPublisher publisher(Optional<S3Bytes> body) {
        if (body.isEmpty() || body.get().length() == 0) {
            return HttpRequest.BodyPublishers.noBody();
        }
        var bytes = body.get();
        return HttpRequest.BodyPublishers.fromPublisher(
                HttpRequest.BodyPublishers.ofInputStream(() -> {
                    try {
                        return bytes.open();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                bytes.length());
    }

    private static String sha256(S3Bytes bytes) throws IOException {
        try (var in = new DigestInputStream(bytes.open(), MessageDigest.getInstance("SHA-256"))) {
            var buffer = new byte[1 << 16];
            boolean more = true;
            while (more) {
                more = in.read(buffer) >= 0;
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static S3Bytes bytes(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new S3Bytes() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    private HttpResponse<InputStream> checked(Ask ask, HttpResponse<InputStream> answer) throws IOException {
        int status = answer.statusCode();
        if (status == 200 || status == 204 || status == 206 || status == 304) {
            return answer;
        }
        Optional<S3Xml.Answer> said = Optional.empty();
        try (var in = limited(answer)) {
            said = Optional.of(S3Xml.read(in, ""));
        } catch (IOException e) {
            // an answer of something before the server
        }
        throw problem(ask, status, said);
    }

    private S3Xml.Answer xml(Ask ask, HttpResponse<InputStream> answer, String group) throws IOException {
        try (var in = limited(checked(ask, answer))) {
            return S3Xml.read(in, group);
        }
    }

    private static InputStream limited(HttpResponse<InputStream> answer) throws IOException {
        try (var in = answer.body()) {
            return new ByteArrayInputStream(in.readNBytes(MOST_OF_AN_ANSWER));
        }
    }

    private static void discard(HttpResponse<InputStream> answer) throws IOException {
        try (var in = answer.body()) {
            in.readNBytes(1 << 16);
        }
    }

    private TomboloException problem(Ask ask, int status, Optional<S3Xml.Answer> said) {
        var code = said.flatMap(answer -> answer.text("Code")).orElse("");
        var words = said.flatMap(answer -> answer.text("Message")).orElse("status " + status);
        var text = "%s: the server %s says %s%s"
                .formatted(
                        ask.place(),
                        server.root(ask.bucket()),
                        code.isEmpty() ? "" : Names.printable(code) + ": ",
                        Names.printable(words));
        if (code.equals("RequestTimeout") || code.equals("SlowDown")) {
            return new TomboloException(ErrorCode.BUSY, text);
        }
        return switch (status) {
            case 404 -> new TomboloException(ErrorCode.NOT_FOUND, text);
            case 401, 403 -> new TomboloException(ErrorCode.FORBIDDEN, text + remedy(code));
            case 412, 416 -> new TomboloException(ErrorCode.CONFLICT, ask.place() + ": it changed while it was read");
            case 301, 307, 308 ->
                new TomboloException(
                        ErrorCode.BAD_INPUT,
                        text
                                + "; is the bucket in another region than %s? Name it in the secret"
                                        .formatted(server.region()));
            case 408, 425, 500, 502, 504 -> new TomboloException(ErrorCode.UNREACHABLE, text);
            case 429, 503 -> new TomboloException(ErrorCode.BUSY, text);
            default -> new TomboloException(ErrorCode.BAD_INPUT, text);
        };
    }

    private String remedy(String code) {
        if (server.keys().isEmpty()) {
            return "; the request was not signed: name a secret of type s3 at this URI";
        }
        return code.equals("RequestTimeTooSkewed") ? "; set this machine's clock" : "; is the secret right?";
    }
}

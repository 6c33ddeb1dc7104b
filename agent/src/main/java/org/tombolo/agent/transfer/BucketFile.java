package org.tombolo.agent.transfer;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tombolo.blobs.s3.S3Client;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// An object of an S3 server.
record BucketFile(S3Client s3, String bucket, String key) implements Remote {
    private static final Pattern MD5 = Pattern.compile("\"?([0-9a-f]{32})\"?");

    @Override
    public String name() {
        return "s3://%s/%s".formatted(bucket, Names.printable(key));
    }

    @Override
    public boolean givesPieces() {
        return true;
    }

    @Override
    public Opened open(Ask ask) throws IOException, InterruptedException {
        var headers = new LinkedHashMap<String, String>();
        if (!ask.isWhole()) {
            headers.put("range", ask.range());
        }
        ask.expected().ifPresent(version -> headers.put("if-match", version));
        ask.known().ifPresent(version -> headers.put("if-none-match", version));
        var answer = s3.get(bucket, key, headers);
        if (answer.statusCode() == 200 && ask.from() > 0) {
            answer.body().close();
            throw new TomboloException(ErrorCode.SITE_FAILED, name() + ": the server does not give a part of it");
        }
        var opened = Answers.opened(answer, checksum(answer.headers()));
        return opened instanceof Opened.Bytes(var in, var at, var facts)
                        && facts.version().isPresent()
                ? new Opened.Bytes(in, at, new Facts(facts.size(), facts.version(), true, true, facts.checksum()))
                : opened;
    }

    /// The ETag of what was put in one piece is its MD5, unless the server encrypts it with keys of its own.
    private static Optional<Checksum> checksum(HttpHeaders headers) {
        boolean composite = headers.firstValue("x-amz-checksum-type")
                .filter("COMPOSITE"::equals)
                .isPresent();
        var sha256 = headers.firstValue("x-amz-checksum-sha256").filter(text -> !composite && text.indexOf('-') < 0);
        if (sha256.isPresent()) {
            return sha256.map(text -> new Checksum(
                    "SHA-256", HexFormat.of().formatHex(Base64.getDecoder().decode(text))));
        }
        boolean encrypted = headers.firstValue("x-amz-server-side-encryption")
                        .filter(how -> how.startsWith("aws:kms"))
                        .isPresent()
                || headers.firstValue("x-amz-server-side-encryption-customer-algorithm")
                        .isPresent();
        return headers.firstValue("etag")
                .filter(_ -> !encrypted)
                .map(MD5::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(match -> new Checksum("MD5", match.group(1)));
    }
}

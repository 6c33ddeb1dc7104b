package org.tombolo.blobs.s3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signature version 4, as in "Authenticating Requests (AWS Signature Version 4)" of the S3 API reference.
final class S3Signature {
    static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private S3Signature() {}

    static String time(Instant now) {
        return TIME.format(now);
    }

    /// @param path    encoded already
    /// @param query   decoded
    /// @param headers all that are signed, by their names in lower case
    /// @return the value of `Authorization`
    static String authorization(
            S3Keys keys,
            String region,
            String method,
            String path,
            SortedMap<String, String> query,
            SortedMap<String, String> headers,
            String payload) {
        var time = headers.getOrDefault("x-amz-date", "");
        var names = String.join(";", headers.keySet());
        var request = String.join(
                "\n",
                method,
                path,
                query(query),
                headers.entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue().strip() + "\n")
                        .collect(Collectors.joining()),
                names,
                payload);
        var scope = "%s/%s/s3/aws4_request".formatted(time.substring(0, 8), region);
        var text = String.join("\n", ALGORITHM, time, scope, sha256(request));
        var key = ("AWS4" + keys.secretKey()).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
                .formatted(
                        ALGORITHM,
                        keys.accessKey(),
                        scope,
                        names,
                        HexFormat.of().formatHex(hmac(key, text)));
    }

    /// As it is sent, and as it is signed.
    static String query(SortedMap<String, String> query) {
        return query.entrySet().stream()
                .map((Map.Entry<String, String> each) ->
                        encode(each.getKey(), false) + "=" + encode(each.getValue(), false))
                .collect(Collectors.joining("&"));
    }

    /// Every byte but unreserved ones as `%XX`.
    static String encode(String text, boolean keepsSlashes) {
        var out = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (isUnreserved(c) || (keepsSlashes && c == '/')) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return out.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
